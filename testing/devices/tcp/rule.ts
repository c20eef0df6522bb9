import type { Bytes } from "../bytes.js";
import type { Certificate } from "../peer/certificate.js";
import { ConversationRule, type Meeting } from "../peer/conversation-rule.js";
import type { RuleParts } from "../rule.js";
import { type ByteInbox, type SendOptions, type TcpOut, TcpScript } from "./script.js";

/** Where a skill connects to. */
export interface TcpTarget {
  readonly addr: string;
  readonly tls: boolean;
  readonly insecure: boolean;
  /** Whose certificate is wanted; "" = the host of the address. */
  readonly serverName: string;
}

/** What connections to an address meet, each in turn; the last again and again. */
export class TcpRule extends ConversationRule<TcpTarget, ByteInbox, TcpOut> {
  private readonly certificate: Certificate;

  constructor(rule: RuleParts<TcpTarget> & { certificate: Certificate }) {
    super(rule);
    this.certificate = rule.certificate;
  }

  override take(target: TcpTarget): Meeting<ByteInbox, TcpOut> | undefined {
    const meeting = super.take(target);
    const refused = this.certificate === "self-signed" && target.tls && !target.insecure;
    return meeting && refused ? { failure: "tls" } : meeting;
  }

  /** Answers whatever comes in on a connection. A function that gives undefined doesn't know the bytes. */
  reply(
    answer: Bytes | ((received: Uint8Array) => Bytes | undefined),
    options: SendOptions & { delayMs?: number } = {},
  ): this {
    return this.accept((peer) => peer.reply(answer, options));
  }

  /** Takes the connection and goes through a script. */
  accept(write: (peer: TcpScript) => unknown = () => {}): this {
    const script = new TcpScript();
    write(script);
    return this.converse(script.steps);
  }
}
