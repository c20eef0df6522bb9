import {
  type Clock,
  completeManifest,
  type ManifestInput,
  MemoryStore,
  systemClock,
} from "@luminarys/sdk-as/engine";
import { Allowance } from "../../devices/allowance.js";
import type { NetworkContext } from "../../devices/device-context.js";
import { openEgress, type Resolver } from "../../devices/egress.js";
import { EventDriver } from "./event-driver.js";

export interface NetworkWorldOptions {
  readonly permissions?: ManifestInput["permissions"];
  readonly limits?: ManifestInput["limits"];
  readonly resolve?: Resolver;
  readonly clock?: Clock;
  readonly trusted?: readonly string[];
  /** What the host listens on itself. */
  readonly ownPorts?: readonly number[];
}

export interface NetworkWorld {
  readonly context: NetworkContext;
  readonly driver: EventDriver;
}

/** What a device that connects gets of its host; loopback is granted at any port unless told otherwise. */
export function createNetworkWorld(options: NetworkWorldOptions = {}): NetworkWorld {
  const { clock = systemClock, resolve, trusted, ownPorts = [], limits } = options;
  const permissions = options.permissions ?? {
    tcp: { enabled: true, allowlist: ["127.0.0.1:*", "localhost:*"] },
    http: {
      enabled: true,
      allow_websocket: true,
      allowlist: ["ws://127.0.0.1:*/**", "ws://localhost:*/**", "wss://localhost:*/**"],
    },
  };
  const manifest = completeManifest({
    id: "net",
    path: "net.wasm",
    permissions,
    ...(limits && { limits }),
  });
  const driver = new EventDriver();
  const most = manifest.limits.connections;
  const context = {
    skillId: "net",
    manifest,
    clock,
    store: new MemoryStore(),
    deliver: driver.deliver,
    egress: openEgress({ own: () => ({ ports: ownPorts }), ...(resolve && { resolve }) }),
    connections: new Allowance({ most, what: "connections", key: "limits.connections" }),
    trusted,
  };
  return { context, driver };
}
