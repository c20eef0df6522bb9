import type { Bytes } from "../bytes.js";
import { type ConnectionFailure, connectionFailures, demandKind } from "../failure-kind.js";
import { type ConnectionParts, PeerConnection } from "../peer/connection.js";
import type { WsTarget } from "./rule.js";
import { type MessageInbox, messageOf, type WsMessage, type WsOut } from "./script.js";

/** A WebSocket that a skill has opened, and the levers of its peer. */
export class WsConnection extends PeerConnection<MessageInbox, WsOut> {
  readonly target: WsTarget;
  /** What the skill has sent. */
  readonly received: WsMessage[] = [];
  /** How the skill closed it; undefined when it didn't. */
  closedWith: { readonly code: number; readonly reason: string } | undefined;
  /** How many pings have been answered. */
  pongs = 0;

  constructor(parts: ConnectionParts<MessageInbox, WsOut> & { target: WsTarget }) {
    super(parts);
    this.target = parts.target;
  }

  /** The texts that the skill has sent. */
  get texts(): string[] {
    return this.received
      .filter(({ type }) => type === "text")
      .map(({ data }) => new TextDecoder().decode(data));
  }

  /** The skill sends. */
  take(message: WsMessage): void {
    this.received.push(message);
    this.run.inbox.push(message);
    this.proceed();
  }

  /** The skill closes. */
  leave(code: number, reason: string): void {
    this.closedWith = { code, reason };
    this.close();
  }

  /** The peer sends, whatever its script says: a string as text, bytes as binary. */
  send(data: Bytes): void {
    this.act(messageOf(data));
  }

  ping(): void {
    this.act({ type: "ping" });
  }

  /** The peer closes. */
  end(code = 1000, reason = ""): void {
    this.act({ type: "close", code, reason });
  }

  reset(): void {
    this.fail("reset", "the peer reset the connection");
  }

  /** The connection ends without a closing handshake. */
  fail(kind: ConnectionFailure, message = `the connection failed (${kind})`): void {
    demandKind(kind, { known: connectionFailures, action: `end ${this.id}` });
    this.act({ type: "drop", kind, message });
  }

  protected override apply(out: WsOut): void {
    if (out.type === "text" || out.type === "binary") {
      this.tell({ kind: "ws", data: out.data, message_type: out.type });
    } else if (out.type === "ping") this.pongs++;
    else if (out.type === "drop") this.drop(out.kind, out.message);
    else if (out.type === "close") {
      this.finish();
      this.tell({
        kind: "ws",
        message_type: "close",
        close_code: out.code,
        close_text: out.reason,
      });
    }
  }

  protected override drop(kind: ConnectionFailure, message: string): void {
    this.finish();
    this.tell({ kind: "ws", error_kind: kind, error_msg: message });
  }

  protected override describe(): string {
    return `WebSocket to "${this.target.url}"`;
  }
}
