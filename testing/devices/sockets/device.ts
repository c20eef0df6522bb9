import type { ConnectionEvent } from "../../../engine/connection-events.js";
import {
  type SocketMailbox,
  SocketMailboxes,
  unknownSocketError,
} from "../../../engine/cores/socket-mailbox.js";
import { readMessageType } from "../../../engine/cores/websocket.js";
import type { Device, HostCall } from "../../../engine/device.js";
import { HostError } from "../../../engine/errors.js";
import type { HttpPermission } from "../../../engine/manifest/model.js";
import { demand } from "../../../engine/permissions/decision.js";
import { decideHttp } from "../../../engine/permissions/http.js";
import type { SocketMessage } from "../../../engine/wire/sockets.gen.js";
import type { PeerRun } from "../peer/peer-run.js";
import type { Surroundings } from "../surroundings.js";
import { Wait } from "../wait.js";
import { WsConnection } from "../ws/connection.js";
import type { WsDevice } from "../ws/device.js";
import type { MessageInbox, WsOut } from "../ws/script.js";
import { type Incoming, NamedSocket } from "./named-socket.js";

export interface SocketsParts {
  readonly surroundings: Surroundings;
  /** The servers that skills may connect names to. */
  readonly ws: () => WsDevice;
  readonly permission: (call: HostCall) => HttpPermission;
  /** A socket that a manifest declares. */
  readonly declared: (name: string) => NamedSocket | undefined;
  /** A peer has sent; skills that receive have been told. */
  readonly onMessage: (incoming: Incoming) => void;
}

type Run = PeerRun<MessageInbox, WsOut>;

/** What a peer is joined with. */
export interface Joining {
  readonly run: Run;
  /** Of the skill that connects it. */
  readonly call: HostCall;
  readonly sessionId: string;
}

interface Asking {
  readonly call: HostCall;
  readonly name: "websocket_send" | "websocket_receive";
}

/** Named sockets with fake peers, for all skills. */
export class SocketsDevice implements Device<"sockets"> {
  readonly peers: WsConnection[] = [];
  private readonly parts: SocketsParts;
  private readonly sockets = new Map<string, NamedSocket>();
  private readonly mailboxes = new SocketMailboxes();

  constructor(parts: SocketsParts) {
    this.parts = parts;
  }

  websocket_send: Device<"sockets">["websocket_send"] = (request, call) => {
    const { socket: name, data, message_type: asked } = request;
    const action = `send to socket "${name}"`;
    const type = readType(action, { asked, data });
    const { socket } = this.enter(request, { call, action, name: "websocket_send" });
    const { peers } = socket;
    for (const peer of peers) peer.take({ type, data: data.slice() });
    return { sent: peers.length };
  };

  websocket_receive: Device<"sockets">["websocket_receive"] = (request, call) => {
    const { socket: name, timeout_ms: timeoutMs } = request;
    const action = `receive from socket "${name}"`;
    const { clock } = this.parts.surroundings;
    const wait = new Wait(clock, { call, timeoutMs, action, missing: "message" });
    const left = this.find(name) ? undefined : this.mailboxes.find(call.skillId, name)?.take();
    if (left) return left;
    const { mailbox } = this.enter(request, { call, action, name: "websocket_receive" });
    return mailbox.take() ?? waitFor(mailbox, wait);
  };

  /** A socket that exists, or that a test makes exist. */
  declare(name: string, url?: string): NamedSocket {
    const known = this.find(name) ?? new NamedSocket({ name, url, isOnDemand: false });
    this.sockets.set(name, known);
    return known;
  }

  /** A connection of the socket. */
  join(socket: NamedSocket, { run, call, sessionId }: Joining): WsConnection {
    const { clock } = this.parts.surroundings;
    const peer = new WsConnection({
      id: `socket-${this.peers.length + 1}`,
      callback: "",
      call,
      clock,
      run,
      idleMs: 0,
      target: { url: socket.url ?? socket.name, headers: [], insecure: false },
      deliver: ({ event }) => this.hear(event, { socket, peer, sessionId }),
    });
    this.peers.push(peer);
    socket.join(peer);
    peer.proceed();
    return peer;
  }

  countOpen(skillId: string): number {
    return this.peers.filter(({ isOpen, call }) => isOpen && call.skillId === skillId).length;
  }

  /** The skill is gone: what it has connected ends. */
  close(skillId: string): void {
    this.mailboxes.forget(skillId);
    for (const socket of this.sockets.values()) {
      for (const peer of socket.peers) {
        if (peer.call.skillId === skillId) peer.close();
      }
      this.forget(socket);
    }
  }

  private find(name: string): NamedSocket | undefined {
    return this.sockets.get(name) ?? this.parts.declared(name);
  }

  /** From here on messages are kept for the skill. */
  private enter(
    { socket: name, url }: { socket: string; url: string },
    { action, ...asked }: Asking & { readonly action: string },
  ): { socket: NamedSocket; mailbox: SocketMailbox } {
    const { call } = asked;
    const http = this.parts.permission(call);
    const known = this.find(name);
    if (!known) {
      if (name === "") {
        throw new HostError("Cannot use a socket: it has no name", { code: "invalid" });
      }
      if (url === "") throw unknownSocketError(name);
      demand(decideHttp(http, { url, websocket: true }), `connect socket "${name}"`);
    } else if (known.url !== undefined) {
      demand(decideHttp(http, { url: known.url, websocket: true }), action);
    }
    const mailbox = this.mailboxes.of(call.skillId, name);
    return { socket: known ?? this.connect({ name, url }, asked), mailbox };
  }

  private connect(
    { name, url }: { name: string; url: string },
    { call, name: by }: Asking,
  ): NamedSocket {
    const { surroundings, ws } = this.parts;
    const action = `connect socket "${name}"`;
    surroundings.admitOneMore?.("connection", { call, action });
    const wait = new Wait(surroundings.clock, { call, timeoutMs: 0, action });
    const run = ws().meet({ url, headers: [], insecure: false }, { call, name: by, wait, action });
    const socket = new NamedSocket({ name, url, isOnDemand: true });
    this.sockets.set(name, socket);
    this.join(socket, { run, call, sessionId: name });
    return socket;
  }

  private hear(event: ConnectionEvent, from: Omit<Incoming, keyof SocketMessage>): void {
    if (event.kind !== "ws") return;
    const { data = new Uint8Array(), message_type = "" } = event;
    if (message_type === "text" || message_type === "binary") {
      const message = { data, message_type };
      this.mailboxes.put(from.socket.name, message);
      this.parts.onMessage({ ...message, ...from });
    } else this.forget(from.socket);
  }

  /** A name that a skill has connected goes with its connection, and waits with it. */
  private forget(socket: NamedSocket): void {
    if (!socket.isOnDemand || socket.peers.length > 0) return;
    this.sockets.delete(socket.name);
    this.mailboxes.close(socket.name);
  }
}

/** Lets time pass until a message comes. Throws a HostError when none does. */
function waitFor(mailbox: SocketMailbox, wait: Wait): SocketMessage {
  let outcome: SocketMessage | HostError | undefined;
  const settle = (given: SocketMessage | HostError) => {
    outcome = given;
  };
  const leave = mailbox.wait({ onMessage: settle, onClose: settle });
  while (outcome === undefined && wait.leftMs > 0) wait.passToNext();
  leave();
  if (outcome === undefined) throw wait.exhaust();
  if (outcome instanceof HostError) throw outcome;
  return outcome;
}

function readType(action: string, { asked, data }: { asked: string; data: Uint8Array }) {
  try {
    return readMessageType(asked, data);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new HostError(`Cannot ${action}: ${cause.message}`, { code: "invalid", cause });
  }
}
