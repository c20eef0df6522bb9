import type { Delivery } from "../../engine/connection-events.js";
import type { HostCall } from "../../engine/device.js";
import type { ManualClock } from "../../engine/manual-clock.js";

/** Where a connection is about to go. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly string[];
  /** What was asked for; a redirect's target for its hop. */
  readonly asked: string;
  readonly area: "http" | "tcp" | "ws";
}

/** What a path is used for. */
export type PathUse =
  | { readonly area: "fs"; readonly mode: "ro" | "rw" }
  | { readonly area: "shell"; readonly use: "workdir" | "log_file"; readonly command: string }
  | {
      readonly area: "cluster";
      readonly direction: "send" | "receive";
      readonly node: string;
    };

/** A path once the links in it are followed. */
export interface CanonicalPath {
  readonly path: string;
  readonly canonical: string;
  readonly use: PathUse;
  /** Stands after `Cannot`: `read "/data/link"`. */
  readonly action: string;
}

/** What fake devices need of the host around them. */
export interface Surroundings {
  readonly clock: ManualClock;
  /** Hands an event to the skill whose call opened the connection, after those before it. */
  deliver(delivery: Delivery): void;
  /**
   * Which of the addresses a skill may go to; asked before each hop. Throws a HostError when it is none.
   */
  admitAddresses?(destination: Destination, call: HostCall): readonly string[];
  /** Throws a HostError when a skill may not act there; asked where links lead elsewhere. */
  admitPath?(path: CanonicalPath, call: HostCall): void;
  /** Throws a HostError when a skill has as many of them as it may. `action` stands after `Cannot`. */
  admitOneMore?(kind: "connection" | "process", asked: { call: HostCall; action: string }): void;
  /** What the manifest grants a skill; without it everything. */
  allowedDirs?(call: HostCall): readonly { path: string; mode: "ro" | "rw" }[];
  /** The skill's `limits.memory_mb`; without it there is no bound for what answers hold. */
  memoryMb?(call: HostCall): number;
}
