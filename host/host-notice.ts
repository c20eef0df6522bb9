import type { EngineNotice } from "@luminarys/sdk-as/engine";
import type { HostLimitError } from "./host-limit-error.js";
import type { LogLine } from "./log/log-line.js";

/** What a host reports of one of its skills. */
export type HostNotice =
  | EngineNotice
  | ({ readonly kind: "log" } & LogLine)
  /** Its thread is ready for its first call, at a Unix time in milliseconds. */
  | { readonly kind: "worker_started"; readonly skillId: string; readonly atMs: number }
  | { readonly kind: "worker_stopped"; readonly skillId: string }
  /** Its thread was ended, or ended by itself; the next call starts another one. */
  | { readonly kind: "worker_killed"; readonly skillId: string; readonly error: HostLimitError };
