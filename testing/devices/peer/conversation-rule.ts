import { demandKind, type PeerFailure, peerFailures } from "../failure-kind.js";
import { Rule } from "../rule.js";
import { type Conversation, type Step, unmetSteps } from "./peer-run.js";

/** How a peer meets a connection. */
export type Meeting<Inbox, Out> =
  | { readonly conversation: Conversation<Inbox, Out> }
  | { readonly failure: PeerFailure }
  /** Of a handshake that is refused. */
  | { readonly status: number };

/** What the connections that fit meet, each in turn. */
export abstract class ConversationRule<Target, Inbox, Out> extends Rule<
  Target,
  Meeting<Inbox, Out>
> {
  private readonly conversations: Conversation<Inbox, Out>[] = [];

  /** Refuses to be connected to. */
  refuse(): this {
    return this.fail("refused");
  }

  /** Never answers the attempt to connect. */
  hang(): this {
    return this.fail("timeout");
  }

  /** Fails the attempt to connect. */
  fail(failure: PeerFailure): this {
    demandKind(failure, { known: peerFailures, action: `make ${this.lever} fail` });
    return this.add(() => ({ failure }));
  }

  override unused(): string[] {
    const unmet = this.conversations.flatMap(unmetSteps);
    const rule = super.unused();
    return rule.includes(this.lever) ? rule : [...rule, ...unmet.map((s) => `${this.lever}: ${s}`)];
  }

  protected converse(steps: readonly Step<Inbox, Out>[]): this {
    const conversation = { steps, done: 0 };
    this.conversations.push(conversation);
    return this.add(() => ({ conversation }));
  }
}
