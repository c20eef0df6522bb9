import type { HostCall } from "../../engine/device.js";
import type { ManualClock } from "../../engine/manual-clock.js";
import type { ConnEvent, WsEvent } from "../../engine/wire/events.gen.js";

/** An event on its way to the method that a skill named for a connection. */
export type Delivery = {
  readonly connId: string;
  /** "" drops the event. */
  readonly callback: string;
  /** The call that opened the connection. */
  readonly opener: HostCall;
} & (
  | { readonly area: "tcp"; readonly event: ConnEvent }
  | { readonly area: "ws"; readonly event: WsEvent }
);

/** Where a connection is about to go. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly string[];
  /** What was asked for; a redirect's target for its hop. */
  readonly asked: string;
  readonly area: "http" | "tcp" | "ws";
}

/** A path once the links in it are followed. */
export interface CanonicalPath {
  readonly path: string;
  readonly canonical: string;
  readonly mode: "ro" | "rw";
  /** Stands after `Cannot`: `read "/data/link"`. */
  readonly action: string;
}

/** What fake devices need of the host around them. */
export interface Surroundings {
  readonly clock: ManualClock;
  deliver(delivery: Delivery): void;
  /** Throws a HostError when a skill may not go there; asked before each hop. */
  admitAddresses?(destination: Destination, call: HostCall): void;
  /** Throws a HostError when a skill may not act there; asked where links lead elsewhere. */
  admitPath?(path: CanonicalPath, call: HostCall): void;
  /** What the manifest grants a skill; without it everything. */
  allowedDirs?(call: HostCall): readonly { path: string; mode: "ro" | "rw" }[];
}
