import type { HttpHeader } from "../../../engine/wire/http.gen.js";
import type { Bytes } from "../bytes.js";
import type { Certificate } from "../peer/certificate.js";
import { ConversationRule, type Meeting } from "../peer/conversation-rule.js";
import type { RuleParts } from "../rule.js";
import { type MessageInbox, type WsMessage, type WsOut, WsScript } from "./script.js";

/** A handshake as its server sees it. */
export interface WsTarget {
  readonly url: string;
  readonly headers: readonly HttpHeader[];
  readonly insecure: boolean;
}

/** What connections to a URL meet, each in turn; the last again and again. */
export class WsRule extends ConversationRule<WsTarget, MessageInbox, WsOut> {
  private readonly certificate: Certificate;

  constructor(rule: RuleParts<WsTarget> & { certificate: Certificate }) {
    super(rule);
    this.certificate = rule.certificate;
  }

  override take(target: WsTarget): Meeting<MessageInbox, WsOut> | undefined {
    const meeting = super.take(target);
    const isTls = target.url.toLowerCase().startsWith("wss:");
    const refused = this.certificate === "self-signed" && isTls && !target.insecure;
    return meeting && refused ? { failure: "tls" } : meeting;
  }

  /** Answers each message. A function that gives undefined doesn't know it. */
  reply(
    answer: Bytes | ((message: WsMessage) => Bytes | undefined),
    options: { delayMs?: number } = {},
  ): this {
    return this.accept((peer) => peer.reply(answer, options));
  }

  /** Takes the connection and goes through a script. */
  accept(write: (peer: WsScript) => unknown = () => {}): this {
    const script = new WsScript();
    write(script);
    return this.converse(script.steps);
  }

  /** Answers the handshake with a status other than 101. */
  refuseHandshake(status = 403): this {
    return this.add(() => ({ status }));
  }
}
