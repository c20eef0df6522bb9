import {
  type AsyncDevice,
  decideHttp,
  demand,
  type HostCall,
  HostError,
} from "@luminarys/sdk-as/engine";
import {
  readMessageType,
  type SocketMailbox,
  type SocketMailboxes,
  socketClosedError,
  unknownSocketError,
} from "@luminarys/sdk-as/engine/cores";
import { Underway } from "../../devices/connections/underway.js";
import type { NetworkContext } from "../../devices/device-context.js";
import { TimeLimit } from "../../devices/network/time-limit.js";
import { unlessAborted } from "../../devices/network/unless-aborted.js";
import { demandReach } from "./demand-reach.js";
import type { Leftovers } from "./leftovers.js";
import type { Frame, Link } from "./link.js";
import type { NamedSocket } from "./named-socket.js";
import { NextMessage, type SocketMessage } from "./next-message.js";
import type { OnDemandSocket, OnDemandSockets } from "./on-demand-sockets.js";

type SocketsDevice = AsyncDevice<"sockets">;

export interface SkillSocketsParts {
  readonly context: NetworkContext;
  readonly mailboxes: SocketMailboxes;
  readonly leftovers: Leftovers;
  readonly onDemand: OnDemandSockets;
  readonly declared: (name: string) => NamedSocket | undefined;
  /** Told of messages that were dropped before the skill received them. */
  readonly onDropped: (name: string, count: number) => void;
}

interface Use {
  readonly name: string;
  readonly url: string;
  readonly action: string;
  readonly signal: AbortSignal;
}

type Found = Pick<OnDemandSocket, "socket"> & Partial<Pick<OnDemandSocket, "opening">>;

interface Entry extends Found {
  readonly mailbox: SocketMailbox;
}

/** Named sockets as one skill uses them, with its permissions. */
export class SkillSockets implements SocketsDevice {
  readonly context: NetworkContext;
  private readonly parts: SkillSocketsParts;
  private readonly underway = new Underway();
  /** How many drops were told of, by name. */
  private readonly told = new WeakMap<SocketMailbox, number>();

  constructor(parts: SkillSocketsParts) {
    this.parts = parts;
    this.context = parts.context;
  }

  readonly websocket_send: SocketsDevice["websocket_send"] = async (request, call) => {
    const { socket: name, url } = request;
    const action = `send to socket "${name}"`;
    const frame = readFrame(action, request);
    const limit = this.limit(call, { action });
    return this.underway.run(limit, async ({ signal }) => {
      const use = { name, url, action, signal };
      const entry = this.enter(use);
      const { socket } = entry;
      const links = await this.demandLinks(entry, use);
      const posted = socket.post(frame, links);
      // Of many that listen, one that reads slowly doesn't hold up the others.
      if (socket.url === undefined) return { sent: posted.length };
      const taken = await unlessAborted(Promise.all(posted), signal);
      return { sent: taken.filter(Boolean).length };
    });
  };

  readonly websocket_receive: SocketsDevice["websocket_receive"] = async (request, call) => {
    const { socket: name, url, timeout_ms: timeoutMs } = request;
    const action = `receive from socket "${name}"`;
    const limit = this.limit(call, { action, timeoutMs, missing: "message" });
    return this.underway.run(limit, async ({ signal }) => {
      const left = this.takeLeft(name);
      if (left) return left;
      const use = { name, url, action, signal };
      const entry = this.enter(use);
      // There before the socket opens, unless there is something to take.
      const waiting = entry.mailbox.size > 0 ? undefined : new NextMessage(entry.mailbox);
      try {
        await this.demandLinks(entry, use);
        this.tellDropped(name, entry.mailbox);
        return await (waiting ? unlessAborted(waiting.message, signal) : this.next(entry, use));
      } finally {
        waiting?.leave();
      }
    });
  };

  /** Ends what is under way: the calls that asked are gone. */
  abort(reason: HostError): void {
    this.underway.abort(reason);
  }

  private limit(
    call: HostCall,
    rest: { action: string; timeoutMs?: number | bigint; missing?: string },
  ): TimeLimit {
    return new TimeLimit({ clock: this.context.clock, call, timeoutMs: 0, ...rest });
  }

  private find(name: string): Found | undefined {
    const declared = this.parts.declared(name);
    return declared ? { socket: declared } : this.parts.onDemand.find(name);
  }

  /** From here on the skill's messages of this socket are kept, before anything is awaited. */
  private enter(use: Use): Entry {
    const { name, action } = use;
    const { context, mailboxes, leftovers } = this.parts;
    const found = this.findOrConnect(use);
    const { url } = found.socket;
    if (url !== undefined) {
      demand(decideHttp(context.manifest.permissions.http, { url, websocket: true }), action);
    }
    leftovers.reopen(name);
    return { ...found, mailbox: mailboxes.of(context.skillId, name) };
  }

  /** Waits until it is connected, and gives the connections that the skill may use. */
  private async demandLinks(
    { socket, opening }: Entry,
    { name, action, signal }: Use,
  ): Promise<readonly Link[]> {
    const { context, mailboxes } = this.parts;
    try {
      await opening?.join(signal);
      return await demandReach(socket, { context, action, signal });
    } catch (error) {
      const isDenied = error instanceof HostError && error.code === "denied";
      if (isDenied) mailboxes.forget(context.skillId, name);
      throw error;
    }
  }

  /** The oldest message, unless another call of the skill has just taken it. */
  private async next({ socket, mailbox }: Entry, { name, signal }: Use): Promise<SocketMessage> {
    const kept = mailbox.take();
    if (kept) return kept;
    if (this.find(name)?.socket !== socket) throw socketClosedError(name);
    const waiting = new NextMessage(mailbox);
    try {
      return await unlessAborted(waiting.message, signal);
    } finally {
      waiting.leave();
    }
  }

  private findOrConnect({ name, url }: Use): Found {
    const known = this.find(name);
    if (known) return known;
    if (name === "") {
      throw new HostError("Cannot use a socket: it has no name", { code: "invalid" });
    }
    if (url === "") throw unknownSocketError(name);
    const action = `connect socket "${name}"`;
    return this.parts.onDemand.connect({ name, url }, { context: this.context, action });
  }

  private takeLeft(name: string): SocketMessage | undefined {
    if (this.find(name)) return undefined;
    return this.parts.leftovers.take(this.context.skillId, name);
  }

  private tellDropped(name: string, mailbox: SocketMailbox): void {
    const count = mailbox.dropped - (this.told.get(mailbox) ?? 0);
    this.told.set(mailbox, mailbox.dropped);
    if (count > 0) this.parts.onDropped(name, count);
  }
}

function readFrame(
  action: string,
  { data, message_type }: { data: Uint8Array; message_type: string },
): Frame {
  try {
    const isText = readMessageType(message_type, data) === "text";
    return isText ? Buffer.from(data).toString() : data;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new HostError(`Cannot ${action}: ${cause.message}`, { code: "invalid", cause });
  }
}
