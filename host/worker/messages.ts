import type {
  HostFunctionName,
  JournalLimits,
  Manifest,
  Notice,
  PlainRecord,
  RawResult,
  RunnerCall,
  SkillModule,
} from "@luminarys/sdk-as/engine";
import type { LogLine } from "../log/log-line.js";
import type { ASK, BridgeEnds } from "./bridge.js";
import type { ANSWERED, DoorEnds } from "./door.js";
import type { PackedError } from "./packed-error.js";

/** What a skill's thread is started with. */
export interface ThreadInput extends BridgeEnds, DoorEnds {
  readonly manifest: Manifest;
  readonly module: SkillModule;
  /** When a journal is kept: how much of a request and an answer. */
  readonly journal: Readonly<Required<JournalLimits>> | undefined;
}

/** Calls for a skill's thread, which runs them as `SkillRunner.invokeRow` says. */
export interface ThreadCalls {
  readonly calls: readonly RunnerCall[];
  /** The epoch of the meter. */
  readonly epochMs: number;
  /** The bridge's bytes from now on, when they are new. */
  readonly bytes?: SharedArrayBuffer;
}

export type ToThread = ThreadCalls | "end";

/** What a skill's thread reports, whoever waits for it. */
export type ThreadNews =
  | { readonly kind: "notice"; readonly notice: Notice }
  | { readonly kind: "device_failed"; readonly name: HostFunctionName; readonly error: PackedError }
  | { readonly kind: "log"; readonly line: LogLine }
  /** It has loaded what it needs, at a Unix time in milliseconds. */
  | { readonly kind: "started"; readonly atMs: number }
  | { readonly kind: "record"; readonly record: PlainRecord };

/** News with what they take of the outbox. */
export interface Parcel {
  readonly units: number;
  readonly news: ThreadNews;
}

/** How the last of the calls that have begun has ended; those before it have changed nothing. */
export type CallOutcome =
  | { readonly ok: true; readonly value: RawResult }
  | { readonly ok: false; readonly error: PackedError };

export type FromThread = typeof ASK | typeof ANSWERED | Parcel | { readonly outcome: CallOutcome };
