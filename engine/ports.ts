import type { Clock } from "./clock.js";
import type { HostedSkill } from "./hosted-skill.js";
import type { EngineNotice } from "./notice.js";
import type { Store } from "./store.js";

/** What all parts of one engine work with. */
export interface EnginePorts {
  readonly clock: Clock;
  readonly store: Store;
  readonly notify: (notice: EngineNotice) => void;
  readonly skills: ReadonlyMap<string, HostedSkill>;
  /** A new id, such as `batch-7`. */
  readonly createId: (kind: string) => string;
  /** Most calls that may cause each other in a row. */
  readonly maxHops: number;
}
