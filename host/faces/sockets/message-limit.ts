import type { Manifest } from "@luminarys/sdk-as/engine";

const MIB = 1024 * 1024;
const MOST_MIB = 64;

/** Bytes of the largest message that a connection takes for a skill. */
export function messageLimit({ limits }: Pick<Manifest, "limits">): number {
  return Math.min(MOST_MIB, limits.memory_mb) * MIB;
}
