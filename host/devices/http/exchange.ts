import { decideHttp, demand, type Environment, HostError } from "@luminarys/sdk-as/engine";
import { type CookieJar, followRedirect, type HttpHop } from "@luminarys/sdk-as/engine/cores";
import type { NetworkContext } from "../device-context.js";
import { type HttpResponse, readPlan, responseOf, skipPlan } from "./answer.js";
import type { Body, BodyPlan } from "./body.js";
import type { ClientPool } from "./client-pool.js";
import type { CookiePair, SkillCookies } from "./cookies.js";
import { exchangeError } from "./failure.js";
import { printHeaders, valuesOf } from "./header-lines.js";
import { type HopHead, type HopOptions, sendHop } from "./hop.js";
import { openRoute, type Route } from "./route.js";

const MAX_REDIRECTS = 10;

export interface ExchangeParts {
  readonly context: NetworkContext;
  readonly environment: Environment;
  readonly pool: ClientPool;
  /** Cookies of this request alone. */
  readonly own: CookieJar | undefined;
  /** The skill's, if the request uses them. */
  readonly kept: SkillCookies | undefined;
  readonly followsRedirects: boolean;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** One request with the redirects that follow; each of them passes manifest and gate. */
export class HttpExchange {
  private readonly parts: ExchangeParts;

  constructor(parts: ExchangeParts) {
    this.parts = parts;
  }

  /** Rejects with a HostError. */
  async run(first: HttpHop): Promise<HttpResponse> {
    let hop = first;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const result = await this.take(hop);
      if ("status" in result) return result;
      hop = result;
    }
    const message = `Cannot request "${first.url}": more than ${MAX_REDIRECTS} redirects`;
    throw new HostError(message, { code: "unavailable" });
  }

  /** Gives the answer, or the request that follows from it. */
  private async take(asked: HttpHop): Promise<HttpResponse | HttpHop> {
    const { context, signal } = this.parts;
    const action = `request "${asked.url}"`;
    const decision = decideHttp(context.manifest.permissions.http, { url: asked.url });
    const { url, target } = demand(decision, action);
    const hop = { ...asked, url: url.href };
    const route = await openRoute(url, { ...this.parts, target, action });
    const passed: { next?: HttpHop | undefined; isAnswered: boolean } = { isAnswered: false };
    const plan = (head: HopHead): BodyPlan => {
      passed.isAnswered = true;
      passed.next = this.nextOf(hop, head);
      return passed.next ? skipPlan : readPlan(head, this.parts.maxBytes);
    };
    try {
      const answer = await this.send(hop, { route, plan });
      if (answer.truncated) route.lease.drop();
      else route.lease.keep();
      return passed.next ?? responseOf(answer, context.clock.now());
    } catch (error) {
      route.lease.drop();
      throw exchangeError(error, { action, signal, isAnswered: passed.isAnswered });
    }
  }

  private async send(
    hop: HttpHop,
    { route, plan }: { route: Route; plan: HopOptions["plan"] },
  ): Promise<HopHead & Body> {
    const { signal, kept } = this.parts;
    const { path, lease } = route;
    const cookies = await this.cookiesFor(hop.url);
    const headers = [...route.headers, ...printHeaders(hop.headers, cookies)];
    const { dispatcher } = lease;
    const answer = await sendHop(hop, { dispatcher, path, headers, signal, plan });
    await kept?.keep(valuesOf(answer.headers, "set-cookie"), hop.url);
    return answer;
  }

  private async cookiesFor(url: string): Promise<CookiePair[]> {
    const { kept, own, context } = this.parts;
    const ofRequest = own?.find(new URL(url), context.clock.now()) ?? [];
    return [...((await kept?.find(url)) ?? []), ...ofRequest];
  }

  private nextOf(hop: HttpHop, { status, headers }: HopHead): HttpHop | undefined {
    if (!this.parts.followsRedirects) return undefined;
    const location = valuesOf(headers, "location")[0];
    try {
      return followRedirect(hop, { status, location });
    } catch (cause) {
      throw new HostError((cause as SyntaxError).message, { code: "invalid", cause });
    }
  }
}
