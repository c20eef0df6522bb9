import { InvokeError } from "./errors.js";
import type { HostedSkill } from "./hosted-skill.js";
import { attempt, chain, type Maybe } from "./maybe.js";
import type { Replaced, Store, StoreChange } from "./store.js";

const MIB = 1024 * 1024;

/** Something that a skill wants to store, and what it is called in messages. */
interface Written {
  readonly replaced: Replaced;
  readonly bytes: number;
  readonly change: StoreChange;
}

/**
 * What one answer changes: gathered first, stored all at once, and only then begun. So a process that
 * dies leaves all of an answer's effects or none.
 */
export class Effects {
  private readonly changes: StoreChange[] = [];
  private readonly starts: (() => void)[] = [];
  /** Sizes of what is written, by what it replaces. */
  private readonly written = new Map<string, Written>();

  add(change: StoreChange): void {
    this.changes.push(change);
  }

  /** Runs it once all changes are stored; it mustn't throw. */
  whenStored(begin: () => void): void {
    this.starts.push(begin);
  }

  /** Adds what counts for limits.store_mb. Throws an InvokeError when it doesn't fit. */
  write({ store, skill }: { store: Store; skill: HostedSkill }, written: Written): Maybe<void> {
    const most = skill.manifest.limits.store_mb;
    const key = JSON.stringify(written.replaced);
    const others = [...this.written].filter(([name]) => name !== key).map(([, each]) => each);
    const replaced = [...others.map((each) => each.replaced), written.replaced];
    const stored = most === 0 ? 0 : store.usedBytes(skill.id, replaced);
    return chain(stored, (bytes) => {
      const used = others.reduce((sum, each) => sum + each.bytes, bytes);
      if (most > 0 && used + written.bytes > most * MIB) refuse(written, { used, most });
      this.written.set(key, written);
      this.add(written.change);
    });
  }

  /** The value that the answer has stored under a key before; undefined when it hasn't. */
  valueOf(key: string): Uint8Array | undefined {
    const change = this.written.get(JSON.stringify({ key }))?.change;
    return change?.kind === "value" ? change.value : undefined;
  }

  /** Stores all of it and begins. Throws an InvokeError when the store can't. */
  commit(store: Store): Maybe<void> {
    if (this.changes.length === 0) return this.begin();
    const stored = attempt(() => store.commit(this.changes));
    return chain(stored, (outcome) => {
      if (!outcome.ok) throw storeError(outcome.error);
      this.begin();
    });
  }

  private begin(): void {
    for (const start of this.starts) start();
  }
}

function refuse(
  { replaced, bytes }: Written,
  { used, most }: { used: number; most: number },
): never {
  const what = "key" in replaced ? `the value of "${replaced.key}"` : "the state";
  const reason = `its ${bytes} bytes and ${used} stored ones go beyond ${most} MiB`;
  const message = `Cannot store ${what}: ${reason}. Hint: raise limits.store_mb`;
  throw new InvokeError(message, { code: "store_full" });
}

function storeError(cause: unknown): InvokeError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new InvokeError(`Cannot store what the call did: ${reason}`, {
    code: "store_failed",
    cause,
  });
}
