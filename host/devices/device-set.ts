import type { AsyncDevices, DeviceHost } from "@luminarys/sdk-as/engine";
import { Allowance } from "./allowance.js";
import { createClusterDevice } from "./cluster.js";
import type { Egress } from "./egress.js";
import type { LlmContext, LlmEndpoint } from "./llm.js";
import { onDemand } from "./on-demand.js";
import { createSocketsDevice, type SocketsContext } from "./sockets.js";
import { createWebDevice, type WebContext } from "./web.js";

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
  const { limits, permissions } = context.manifest;
  const connections = allowance(limits.connections, "connections");
  const processes = allowance(limits.processes, "processes");
  const network = { ...context, connections, egress: context.egress.share() };
  const { llm: endpoint, manifest, store, clock, answerPrompt } = context;
  const large = {
    http: onDemand("http", async () => (await import("./http.js")).createHttpDevice(network)),
    tcp: onDemand("tcp", async () => (await import("./tcp.js")).createTcpDevice(network)),
    ws: onDemand("ws", async () => (await import("./ws.js")).createWsDevice(network)),
    shell: onDemand("shell", async () => {
      const { createShellDevice } = await import("./shell.js");
      return createShellDevice({ ...context, processes });
    }),
    llm: onDemand("llm", async () => {
      const { createLlmDevice } = await import("./llm.js");
      return createLlmDevice({ endpoint, store, clock, answerPrompt });
    }),
    archive: onDemand("archive", async () => {
      const { createArchiveDevice } = await import("./archive.js");
      return createArchiveDevice({ manifest, clock });
    }),
  };
  for (const area of ["http", "tcp", "shell", "llm"] as const) {
    if (permissions[area].enabled) large[area].prepare();
  }
  if (permissions.http.allow_websocket) large.ws.prepare();
  return {
    devices: {
      http: large.http.device,
      tcp: large.tcp.device,
      ws: large.ws.device,
      shell: large.shell.device,
      llm: large.llm.device,
      archive: large.archive.device,
      cluster: createClusterDevice({ skills: () => context.skillIds() }),
      web: createWebDevice(() => context.faceDevices()),
      sockets: createSocketsDevice(network, () => context.faceDevices()),
    },
    inUse: () => connections.open > 0,
    close: async () => {
      await Promise.all(Object.values(large).map((each) => each.close()));
    },
  };
}

function allowance(most: number, what: "connections" | "processes"): Allowance {
  return new Allowance({ most, what, key: `limits.${what}` });
}
