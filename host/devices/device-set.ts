import type { AsyncDevices, DeviceHost, Maybe } from "@luminarys/sdk-as/engine";
import { Allowance } from "./allowance.js";
import { createArchiveDevice } from "./archive.js";
import { createClusterDevice } from "./cluster.js";
import type { Egress } from "./egress.js";
import { createHttpDevice } from "./http.js";
import { createLlmDevice, type LlmContext, type LlmEndpoint } from "./llm.js";
import { createShellDevice } from "./shell.js";
import { createSocketsDevice, type SocketsContext } from "./sockets.js";
import { createTcpDevice } from "./tcp.js";
import { createWebDevice, type WebContext } from "./web.js";
import { createWsDevice } from "./ws.js";

export interface DeviceSetContext extends DeviceHost {
  /** What faces answer now. */
  faceDevices(): WebContext & SocketsContext;
  readonly egress: Egress;
  /** Certificates in PEM that TLS trusts beside Node's own. */
  readonly trusted?: readonly string[] | undefined;
  /** The model that prompts go to. */
  readonly llm?: LlmEndpoint | undefined;
  /** A model's answer from whom a call's maker offers; undefined when that is nobody. */
  readonly answerPrompt?: LlmContext["answerPrompt"];
  /** Ids of the skills that the host runs now. */
  skillIds(): readonly string[];
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
  const { limits } = context.manifest;
  const connections = allowance(limits.connections, "connections");
  const processes = allowance(limits.processes, "processes");
  const network = { ...context, connections, egress: context.egress.share() };
  const http = createHttpDevice(network);
  const tcp = createTcpDevice(network);
  const shell = createShellDevice({ ...context, processes });
  const { llm: endpoint, manifest, store, clock, answerPrompt } = context;
  const archive = createArchiveDevice({ manifest, clock });
  const llm = createLlmDevice({ endpoint, store, clock, answerPrompt });
  const cluster = createClusterDevice({ skills: () => context.skillIds() });
  const ws = createWsDevice(network);
  const web = createWebDevice(() => context.faceDevices());
  const sockets = createSocketsDevice(network, () => context.faceDevices());
  const owners: readonly { close(): Maybe<void> }[] = [http, tcp, ws, shell, llm];
  return {
    devices: { archive, http, tcp, ws, shell, llm, cluster, web, sockets },
    inUse: () => connections.open > 0,
    close: async () => {
      await Promise.all(owners.map((device) => device.close()));
    },
  };
}

function allowance(most: number, what: "connections" | "processes"): Allowance {
  return new Allowance({ most, what, key: `limits.${what}` });
}
