import type { ErrorKind } from "../../../contract/index.js";
import { joinBytes } from "../../../engine/cores/archive/join-bytes.js";
import { type Bytes, toBytes } from "../bytes.js";
import { type ConnectionParts, PeerConnection } from "../peer/connection.js";
import type { TcpTarget } from "./rule.js";
import type { ByteInbox, TcpOut } from "./script.js";

/** A TCP connection that a skill has opened, and the levers of its peer. */
export class TcpConnection extends PeerConnection<ByteInbox, TcpOut> {
  readonly target: TcpTarget;
  private readonly written: Uint8Array[] = [];

  constructor(parts: ConnectionParts<ByteInbox, TcpOut> & { target: TcpTarget }) {
    super(parts);
    this.target = parts.target;
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

  fail(kind: Exclude<ErrorKind, "">, message = `the connection failed (${kind})`): void {
    this.act({ end: kind, message });
  }

  protected override apply(out: TcpOut): void {
    if ("end" in out) this.drop(out.end, out.message);
    else if (out.data.length > 0) this.tell({ kind: "tcp", data: out.data });
  }

  protected override drop(kind: Exclude<ErrorKind, "">, message: string): void {
    this.finish();
    this.tell({ kind: "tcp", error_kind: kind, error_msg: message });
  }

  protected override describe(): string {
    return `connection to "${this.target.addr}"`;
  }
}
