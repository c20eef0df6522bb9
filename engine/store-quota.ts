import { InvokeError } from "./errors.js";
import type { HostedSkill } from "./hosted-skill.js";
import { chain, type Maybe } from "./maybe.js";
import type { Replaced, Store } from "./store.js";

const MIB = 1024 * 1024;

/** Writes so many bytes of a skill when they fit into limits.store_mb. Throws an InvokeError. */
export function writeWithin(
  { store, skill }: { store: Store; skill: HostedSkill },
  { bytes, replaced, write }: { bytes: number; replaced: Replaced; write: () => Maybe<void> },
): Maybe<void> {
  const most = skill.manifest.limits.store_mb;
  if (most === 0) return write();
  return chain(store.usedBytes(skill.id, replaced), (used) => {
    if (used + bytes <= most * MIB) return write();
    const what = "key" in replaced ? `the value of "${replaced.key}"` : "the state";
    const reason = `its ${bytes} bytes and ${used} stored ones go beyond ${most} MiB`;
    const message = `Cannot store ${what}: ${reason}. Hint: raise limits.store_mb`;
    throw new InvokeError(message, { code: "store_full" });
  });
}
