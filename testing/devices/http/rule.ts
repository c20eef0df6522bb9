import { demandKind, type PeerFailure, peerFailures } from "../failure-kind.js";
import { Rule } from "../rule.js";
import type { HttpExchange } from "./exchange.js";
import { demandReply, type HttpReply } from "./reply.js";

export type HttpOutcome = HttpReply | { readonly failure: PeerFailure };

/** What the requests that fit get. */
export class HttpRule extends Rule<HttpExchange, HttpOutcome> {
  reply(reply: HttpReply | ((request: HttpExchange) => HttpReply)): this {
    return this.give(reply, (given) => demandReply(given, `script ${this.lever}.reply`));
  }

  redirect(location: string, status = 302): this {
    return this.reply({ status, headers: { location } });
  }

  fail(failure: PeerFailure): this {
    demandKind(failure, { known: peerFailures, action: `make ${this.lever} fail` });
    return this.add(() => ({ failure }));
  }
}
