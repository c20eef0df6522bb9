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

/** `gone` are the stored bytes that it replaces. */
type Kept = Written & { readonly gone: number };

/**
 * What one answer changes: gathered first, stored all at once, and only then begun. So a process that
 * dies leaves all of an answer's effects or none.
 */
export class Effects {
  private readonly changes: StoreChange[] = [];
  private readonly starts: (() => void)[] = [];
  /** Sizes of what is written, by what it replaces. */
  private readonly written = new Map<string, Kept>();
  /** Bytes by which they make the store larger. */
  private added = 0;

  add(change: StoreChange): void {
    this.changes.push(change);
  }

  /** Runs it once all changes are stored; it mustn't throw. */
  whenStored(begin: () => void): void {
    this.starts.push(begin);
  }

  /** Adds what counts for limits.store_mb. Throws an InvokeError when it doesn't fit. */
  write({ store, skill }: { store: Store; skill: HostedSkill }, written: Written): Maybe<void> {
    const { id, manifest } = skill;
    const most = manifest.limits.store_mb;
    const key = JSON.stringify(written.replaced);
    const earlier = this.written.get(key);
    if (most === 0) return this.put(key, { ...written, gone: 0 });
    return chain(store.usedBytes(id, []), (stored) =>
      chain(store.usedBytes(id, [written.replaced]), (rest) => {
        const gone = stored - rest;
        const used = rest + this.added - (earlier ? earlier.bytes - earlier.gone : 0);
        if (used + written.bytes > most * MIB) refuse(written, { used, most });
        this.added = used + written.bytes - stored;
        this.put(key, { ...written, gone });
      }),
    );
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

  private put(key: string, written: Kept): void {
    this.written.set(key, written);
    this.add(written.change);
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
