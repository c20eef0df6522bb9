import type { AsyncDevices, DeviceHost } from "@luminarys/sdk-as/engine";
import { Allowance } from "./allowance.js";
import type { Egress } from "./egress.js";
import { createTcpDevice } from "./tcp.js";

export interface DeviceSetContext extends DeviceHost {
  readonly egress: Egress;
  /** Certificates in PEM that TLS trusts beside Node's own. */
  readonly trusted?: readonly string[] | undefined;
}

/** The devices of one skill that work in the main thread. */
export interface SkillDevices {
  readonly devices: AsyncDevices;
  /** Whether connections are open, whose events may come at any time. */
  inUse(): boolean;
  /** Closes connections and ends processes. */
  close(): Promise<void>;
}

export function createSkillDevices(context: DeviceSetContext): SkillDevices {
  const connections = new Allowance({
    most: context.manifest.limits.connections,
    what: "connections",
    key: "limits.connections",
  });
  const network = { ...context, connections };
  const tcp = createTcpDevice(network);
  return {
    devices: { tcp },
    inUse: () => connections.open > 0,
    close: async () => void (await Promise.all([tcp.close()])),
  };
}
