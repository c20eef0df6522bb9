import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type AsyncDevice,
  type Clock,
  type HostCall,
  MemoryStore,
  systemClock,
} from "@luminarys/sdk-as/engine";
import { attachUpgrade } from "../../../channels/attach-upgrade.js";
import type { WebsocketConfig } from "../../../config/model.js";
import { Allowance } from "../../../devices/allowance.js";
import type { NetworkContext } from "../../../devices/device-context.js";
import type { Resolver } from "../../../devices/egress.js";
import { SocketFace } from "../../../faces/sockets/socket-face.js";
import type { LogRecord } from "../../../log/log-record.js";
import { createSessionIds } from "../../../values/session-id.js";
import { hostCall } from "../../devices/host-call.js";
import { type MeetSocket, WsServer } from "../../devices/ws-server.js";
import { Peer } from "./peer.js";
import { ScriptedHost, type ScriptedSkill } from "./scripted-host.js";

/** Lets a skill connect to loopback, at any port. */
export const loopbackGrant = {
  permissions: {
    http: { enabled: true, allow_websocket: true, allowlist: ["ws://127.0.0.1:*/**"] },
  },
} as const;

export interface WorldOptions {
  readonly skills?: Readonly<Record<string, ScriptedSkill>>;
  /** Of host.yaml. */
  readonly routes?: WebsocketConfig["routes"];
  readonly clock?: Clock;
  readonly resolve?: Resolver;
  /** Certificates in PEM. */
  readonly trusted?: readonly string[];
  /** For the waits between attempts to connect; 0 is the shortest. */
  readonly random?: () => number;
  /** Of a message from a client. */
  readonly maxBytes?: number;
}

interface SendRequest {
  readonly socket: string;
  readonly data: string | Uint8Array;
  readonly url?: string;
}

interface ReceiveRequest {
  readonly socket: string;
  readonly timeoutMs?: number;
  readonly url?: string;
}

/** A socket face on a real server, over skills that are functions. */
export class SocketWorld {
  readonly host: ScriptedHost;
  readonly face: SocketFace;
  readonly logs: LogRecord[] = [];
  readonly sessions = createSessionIds(Buffer.from("secret of the tests"));
  private readonly server: Server;
  private readonly peers: Peer[] = [];
  private readonly remotes: WsServer[] = [];
  private readonly contexts = new Map<string, NetworkContext>();

  private constructor(options: WorldOptions) {
    const {
      skills = {},
      routes,
      clock = systemClock,
      maxBytes,
      resolve,
      trusted,
      random = () => 0,
    } = options;
    this.host = new ScriptedHost({ clock, resolve, trusted });
    for (const [id, skill] of Object.entries(skills)) this.host.put(id, skill);
    this.face = new SocketFace({
      host: this.host,
      config: routes && { routes },
      files: { host: undefined, manifestOf: () => undefined, cwd: "/" },
      sessions: this.sessions,
      onLog: (record) => this.logs.push(record),
      random,
    });
    this.server = createServer();
    attachUpgrade(this.server, {
      path: (pathname) => this.face.takes(pathname),
      onChannel: (channel, request) => this.face.accept(channel, request),
      ...(maxBytes && { maxBytes }),
    });
  }

  static async open(options: WorldOptions = {}): Promise<SocketWorld> {
    const world = new SocketWorld(options);
    world.server.listen(0, "127.0.0.1");
    await once(world.server, "listening");
    return world;
  }

  get messages(): string[] {
    return this.logs.map(({ message }) => message);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** A client of a socket that listens. */
  async connect(path = "/ws/chat", headers?: Readonly<Record<string, string>>): Promise<Peer> {
    const peer = await Peer.connect(`ws://127.0.0.1:${this.port}${path}`, headers);
    this.peers.push(peer);
    return peer;
  }

  /** A server somewhere else, for outbound sockets. */
  async remote(
    meet?: MeetSocket,
    options?: Parameters<typeof WsServer.listen>[1],
  ): Promise<WsServer & { readonly at: string }> {
    const server = await WsServer.listen(meet, options);
    this.remotes.push(server);
    return Object.assign(server, { at: `ws://127.0.0.1:${server.port}/` });
  }

  async send(
    skillId: string,
    { socket, data, url = "" }: SendRequest,
    call: HostCall = hostCall,
  ): Promise<number> {
    const isText = typeof data === "string";
    const bytes = isText ? Buffer.from(data) : data;
    const message_type = isText ? "text" : "binary";
    const request = { socket, data: bytes, message_type, url };
    return (await this.device(skillId).websocket_send(request, call)).sent;
  }

  async receive(
    skillId: string,
    { socket, timeoutMs = 0, url = "" }: ReceiveRequest,
    call: HostCall = hostCall,
  ): Promise<string | Uint8Array> {
    const request = { socket, timeout_ms: timeoutMs, url };
    const { data, message_type } = await this.device(skillId).websocket_receive(request, call);
    return message_type === "text" ? Buffer.from(data).toString() : data;
  }

  /** The functions for sockets as the skill has them now. */
  device(skillId: string): AsyncDevice<"sockets"> {
    const { sockets } = this.host.attachments.devices;
    if (!sockets) throw new Error("Cannot use sockets: the face is closed");
    return sockets(this.contextOf(skillId));
  }

  contextOf(skillId: string): NetworkContext {
    const manifest = this.host.list().find(({ id }) => id === skillId)?.manifest;
    if (!manifest) throw new Error(`Cannot find skill "${skillId}"`);
    const known = this.contexts.get(skillId);
    if (known?.manifest === manifest) return known;
    const { connections: most } = manifest.limits;
    const context = {
      skillId,
      manifest,
      clock: this.host.engine.clock,
      store: new MemoryStore(),
      deliver: () => {},
      ...this.host.network,
      connections: new Allowance({ most, what: "connections", key: "limits.connections" }),
    };
    this.contexts.set(skillId, context);
    return context;
  }

  /** Waits until it is so; something must make it so. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => setImmediate(resolve));
  }

  async close(): Promise<void> {
    await this.face.close();
    for (const peer of this.peers) peer.end();
    for (const remote of this.remotes) await remote.close();
    this.server.close();
  }
}
