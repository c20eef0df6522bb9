import type { SocketHandler } from "../../engine/cores/socket-handler.js";
import type { Device, HostCall } from "../../engine/device.js";
import type { SocketRoute } from "../../engine/manifest/model.js";
import type { DeviceHost } from "../../engine/skill-input.js";
import { demandOptions, optionKinds } from "../option-check.js";
import { PeerRun } from "./peer/peer-run.js";
import type { SkillCaller } from "./skill-caller.js";
import { SocketsDevice, type SocketsParts } from "./sockets/device.js";
import { callHandler, findHandler } from "./sockets/message-calls.js";
import { type Incoming, NamedSocket } from "./sockets/named-socket.js";
import type { WsConnection } from "./ws/connection.js";
import { MessageInbox, WsScript } from "./ws/script.js";

export interface OpenOptions {
  /** Of the calls that its messages cause. Default: one of its own. */
  readonly sessionId?: string;
  /** What the peer does, beside what its levers say. */
  readonly script?: (peer: WsScript) => unknown;
}

export interface SocketsLevers {
  /**
   * Declares a named socket as host.yaml does. `ref` is the method that gets its messages: `<method>` of
   * the only skill, or `<skill>.<method>`. Sockets of manifests are there without.
   */
  route(socket: string, options?: { readonly ref?: string }): void;
  /** Connects a peer to a named socket, which is declared if it isn't. Its levers send and close. */
  open(socket: string, options?: OpenOptions): WsConnection;
  /** All that there were, those that skills have connected too. */
  readonly connections: readonly WsConnection[];
  /** Why methods didn't take messages, in order, as a log would say it. */
  readonly failures: readonly string[];
}

export interface SocketsFake {
  readonly device: Device<"sockets">;
  readonly levers: SocketsLevers;
  /** How many connections a skill has opened. */
  countOpen(skillId: string): number;
  /** Ends the connections of a skill. */
  close(skillId: string): void;
}

export interface CreateSocketsParts
  extends Pick<SocketsParts, "surroundings" | "ws" | "permission"> {
  readonly caller: SkillCaller;
  /** Whose manifests may have sockets. */
  readonly hosts: () => readonly DeviceHost[];
}

const routeShape = { ref: optionKinds.text };
const openShape = { sessionId: optionKinds.text, script: optionKinds.function };

/** Named WebSockets with peers that do what they are told to. */
export function createSockets({ caller, hosts, ...parts }: CreateSocketsParts): SocketsFake {
  const handlers = new Map<string, SocketHandler>();
  const failures: string[] = [];
  const declarations = () =>
    hosts().flatMap(({ skillId: owner, manifest }) =>
      (manifest.websocket?.routes ?? []).map((route) => ({ route, owner })),
    );
  const find = (name: string) => declarations().find(({ route }) => route.socket === name);
  const handlerOf = (name: string): SocketHandler | undefined => {
    const declared = find(name);
    const { owner = "", route } = declared ?? {};
    return handlers.get(name) ?? (route && findHandler(route, { caller, owner }));
  };
  const handle = (incoming: Incoming): void => {
    const handler = handlerOf(incoming.socket.name);
    if (!handler) return;
    const problem = callHandler(incoming, { caller, handler });
    if (problem === undefined) return;
    failures.push(`Cannot handle a message of socket "${incoming.socket.name}": ${problem}`);
  };
  const device = new SocketsDevice({
    ...parts,
    declared: (name) => socketOf(find(name)?.route),
    onMessage: (incoming) => caller.whenIdle(() => handle(incoming)),
  });
  const route: SocketsLevers["route"] = (socket, options = {}) => {
    demandOptions(options, { action: `declare socket "${socket}"`, shape: routeShape });
    const { ref } = options;
    const [only = "", ...others] = caller.skillIds;
    const owner = others.length > 0 ? "" : only;
    device.declare(socket);
    const handler = findHandler({ socket, ...(ref !== undefined && { ref }) }, { caller, owner });
    if (handler) handlers.set(socket, handler);
  };
  const open: SocketsLevers["open"] = (name, options = {}) => {
    demandOptions(options, { action: `open socket "${name}"`, shape: openShape });
    const { sessionId, script: write = () => {} } = options;
    const script = new WsScript();
    write(script);
    const run = new PeerRun({ steps: script.steps, done: 0 }, new MessageInbox());
    const socket = device.declare(name);
    const session = sessionId ?? (socket.url === undefined ? peerSession(device) : name);
    return device.join(socket, { run, call: NOBODY, sessionId: session });
  };
  const levers = { route, open, connections: device.peers, failures };
  return {
    device,
    levers,
    countOpen: (skillId) => device.countOpen(skillId),
    close: (skillId) => device.close(skillId),
  };
}

/** Peers that come from outside belong to no skill's call. */
const NOBODY: HostCall = {
  skillId: "",
  method: "",
  requestId: "",
  traceId: "",
  sessionId: "",
  llmSessionId: "",
  callerId: "",
  deadlineNs: 0,
};

function socketOf(route: SocketRoute | undefined): NamedSocket | undefined {
  if (!route) return undefined;
  return new NamedSocket({ name: route.socket, url: route.connect, isOnDemand: false });
}

/** A peer that comes without a cookie gets a session of its own. */
function peerSession({ peers }: SocketsDevice): string {
  return `00000000-0000-4000-9000-${String(peers.length + 1).padStart(12, "0")}`;
}
