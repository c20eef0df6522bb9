import type { Socket } from "node:net";
import {
  type Connection,
  type ConnectionEvent,
  type HostCall,
  HostError,
  Reconnector,
} from "@luminarys/sdk-as/engine";
import type { Ending } from "../connections/ending.js";
import type { Sockets } from "../connections/sockets.js";
import type { NetworkContext } from "../device-context.js";
import { connectionError } from "../network/failure.js";
import type { TimeLimit } from "../network/time-limit.js";
import { SocketReader } from "./socket-reader.js";

export interface TcpConnectionParts {
  readonly id: string;
  readonly callback: string;
  /** The call that opened it. */
  readonly call: HostCall;
  readonly context: NetworkContext;
  readonly sockets: Sockets;
  readonly random: () => number;
  /** Connects once more to where it was connected. */
  readonly open: () => Promise<Socket>;
  /** Told once, when it is gone for good. */
  readonly onGone: (connection: TcpConnection) => void;
}

/** A connection that stays. One that is lost is made again when the manifest says so. */
export class TcpConnection implements Connection {
  readonly id: string;
  readonly call: HostCall;
  callback: string;
  closed = false;
  private readonly parts: TcpConnectionParts;
  private readonly reconnector: Reconnector<Socket> | undefined;
  /** Undefined while it is being connected again, and once it is gone. */
  private link: { readonly socket: Socket; readonly reader: SocketReader } | undefined;
  private lost: Ending | undefined;
  private isGone = false;

  constructor(parts: TcpConnectionParts, socket: Socket) {
    this.parts = parts;
    this.id = parts.id;
    this.call = parts.call;
    this.callback = parts.callback;
    const { reconnect } = parts.context.manifest.permissions.tcp;
    if (reconnect) this.reconnector = this.createReconnector(reconnect);
    this.attach(socket);
  }

  /** Waits until the system has taken it. Rejects with a HostError. */
  async write(data: Uint8Array, { limit, action }: { limit: TimeLimit; action: string }) {
    if (!this.link) {
      const reason = "it is being connected again";
      throw new HostError(`Cannot ${action}: ${reason}`, { code: "unavailable" });
    }
    const { socket, reader } = this.link;
    reader.touch();
    const { signal } = limit;
    // What the peer has got of it is unknown, so the connection is of no more use.
    const expire = () => reader.end({ kind: "timeout", message: "what was written wasn't taken" });
    signal.addEventListener("abort", expire, { once: true });
    const error = await new Promise<unknown>((done) => socket.write(data, done));
    signal.removeEventListener("abort", expire);
    if (signal.aborted) throw signal.reason;
    if (error) throw writeError(error, action);
  }

  /** Ends it from the skill's side: nothing more is heard of it. */
  close(): void {
    this.closed = true;
    this.reconnector?.stop();
    this.detach();
    this.goAway();
  }

  private attach(socket: Socket): void {
    const { clock, manifest } = this.parts.context;
    const reader = new SocketReader(socket, {
      clock,
      idleMs: manifest.permissions.tcp.idle_ms,
      onBytes: (data, onHandled) => this.tell({ data }, onHandled),
      onEnd: (ending) => this.lose(ending),
    });
    this.link = { socket, reader };
  }

  private detach(): void {
    this.link?.reader.stop();
    if (this.link) this.parts.sockets.leave(this.link.socket);
    this.link = undefined;
  }

  private lose(ending: Ending): void {
    if (ending.kind === "timeout") this.link?.socket.destroy();
    this.detach();
    this.lost = ending;
    if (this.reconnector) this.reconnector.start();
    else this.end(ending);
  }

  /** Says that it is gone. */
  private end({ kind, message }: Ending): void {
    this.goAway();
    this.tell({ error_kind: kind, error_msg: message });
  }

  private goAway(): void {
    if (!this.isGone) this.parts.onGone(this);
    this.isGone = true;
  }

  private tell(event: Omit<ConnectionEvent, "kind">, onHandled?: () => void): void {
    const { context } = this.parts;
    context.deliver({ connection: this, event: { ...event, kind: "tcp" }, onHandled });
  }

  private createReconnector(delays: { min_ms: number; max_ms: number }): Reconnector<Socket> {
    const { context, sockets, random, open } = this.parts;
    return new Reconnector({
      delays,
      clock: context.clock,
      random,
      open,
      onOpen: (socket) => {
        this.attach(socket);
        this.tell({ error_msg: `connected again after ${this.lost?.kind}: ${this.lost?.message}` });
      },
      onDenied: ({ message }) => this.end({ kind: "io", message }),
      discard: (socket) => sockets.leave(socket),
    });
  }
}

function writeError(error: unknown, action: string): HostError {
  const { syscall, code } = error as NodeJS.ErrnoException;
  // ECANCELED is what becomes of a write when we close.
  if (syscall !== undefined && code !== "ECANCELED") return connectionError(error, action);
  return new HostError(`Cannot ${action}: it is closed`, { code: "closed", cause: error });
}
