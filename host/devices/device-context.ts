import type { DeviceHost } from "@luminarys/sdk-as/engine";
import type { Allowance } from "./allowance.js";
import type { Egress } from "./egress.js";

/** What the devices of one skill get that connect to somewhere. */
export interface NetworkContext extends DeviceHost {
  /** The one way out: names are resolved and their addresses checked here. */
  readonly egress: Egress;
  /** `limits.connections`, which tcp and ws share. */
  readonly connections: Allowance;
  /** Certificates in PEM that TLS trusts beside Node's own. */
  readonly trusted?: readonly string[] | undefined;
}
