import { joinBytes } from "../../../engine/cores/archive/join-bytes.js";
import { HostError } from "../../../engine/errors.js";
import type { Reconnect } from "../../../engine/manifest/model.js";
import { Reconnector } from "../../../engine/reconnector.js";
import { type Bytes, toBytes } from "../bytes.js";
import { type ConnectionFailure, connectionFailures, demandKind } from "../failure-kind.js";
import { type ConnectionParts, PeerConnection } from "../peer/connection.js";
import type { PeerRun } from "../peer/peer-run.js";
import type { TcpTarget } from "./rule.js";
import type { ByteInbox, TcpOut } from "./script.js";

export interface Reconnection {
  /** Undefined when a lost connection stays lost. */
  readonly delays: Reconnect | undefined;
  /** Gives numbers from 0 up to 1. */
  readonly random: () => number;
  /** Meets the next peer. Throws a HostError when there is none. */
  readonly open: () => PeerRun<ByteInbox, TcpOut>;
}

type TcpConnectionParts = ConnectionParts<ByteInbox, TcpOut> & {
  readonly target: TcpTarget;
  readonly reconnection: Reconnection;
};

/** A TCP connection that a skill has opened, and the levers of its peer. */
export class TcpConnection extends PeerConnection<ByteInbox, TcpOut> {
  readonly target: TcpTarget;
  /** How often it was lost and made again. */
  reconnects = 0;
  private readonly written: Uint8Array[] = [];
  private readonly reconnector: Reconnector<PeerRun<ByteInbox, TcpOut>> | undefined;
  private lost = "";

  constructor(parts: TcpConnectionParts) {
    super(parts);
    this.target = parts.target;
    const { delays } = parts.reconnection;
    if (delays) this.reconnector = this.createReconnector(parts, delays);
  }

  /** All that the skill has written. */
  get received(): Uint8Array {
    return joinBytes(this.written);
  }

  /** The same as text. */
  get receivedText(): string {
    return new TextDecoder().decode(this.received);
  }

  /** The skill writes. */
  write(data: Uint8Array): void {
    if (this.isSuspended) {
      const reason = "it is being connected again";
      const message = `Cannot write to connection "${this.id}": ${reason}`;
      throw new HostError(message, { code: "unavailable" });
    }
    this.written.push(data.slice());
    this.run.inbox.push(data);
    this.proceed();
  }

  /** The peer sends, whatever its script says. */
  send(data: Bytes): void {
    this.act({ data: toBytes(data).slice() });
  }

  /** The peer closes. */
  end(): void {
    this.fail("eof", "the peer closed the connection");
  }

  reset(): void {
    this.fail("reset", "the peer reset the connection");
  }

  fail(kind: ConnectionFailure, message = `the connection failed (${kind})`): void {
    demandKind(kind, { known: connectionFailures, action: `end ${this.id}` });
    this.act({ end: kind, message });
  }

  protected override apply(out: TcpOut): void {
    if ("end" in out) this.drop(out.end, out.message);
    else if (out.data.length > 0) this.tell({ kind: "tcp", data: out.data });
  }

  protected override drop(kind: ConnectionFailure, message: string): void {
    if (this.reconnector) {
      this.lost = `${kind}: ${message}`;
      this.suspend();
      this.reconnector.start();
    } else this.endWith(kind, message);
  }

  protected override finish(): void {
    super.finish();
    this.reconnector?.stop();
  }

  private endWith(kind: ConnectionFailure, message: string): void {
    this.finish();
    this.tell({ kind: "tcp", error_kind: kind, error_msg: message });
  }

  private createReconnector({ clock, reconnection }: TcpConnectionParts, delays: Reconnect) {
    const { random, open } = reconnection;
    return new Reconnector<PeerRun<ByteInbox, TcpOut>>({
      delays,
      clock,
      random,
      open,
      onOpen: (run) => {
        this.reconnects++;
        this.tell({ kind: "tcp", error_msg: `connected again after ${this.lost}` });
        this.resume(run);
      },
      onDenied: ({ message }) => this.endWith("io", message),
      discard: () => {},
    });
  }

  protected override describe(): string {
    return `connection to "${this.target.addr}"`;
  }
}
