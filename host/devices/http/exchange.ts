import { decideHttp, demand, type Environment, HostError } from "@luminarys/sdk-as/engine";
import { type CookieJar, followRedirect, type HttpHop } from "@luminarys/sdk-as/engine/cores";
import type { NetworkContext } from "../device-context.js";
import { drain, type HttpResponse, readAnswer } from "./answer.js";
import type { ClientPool } from "./client-pool.js";
import type { CookiePair, SkillCookies } from "./cookies.js";
import { exchangeError } from "./failure.js";
import { printHeaders, valuesOf } from "./header-lines.js";
import { type HopAnswer, sendHop } from "./hop.js";
import { openRoute, type Route } from "./route.js";

const MAX_REDIRECTS = 10;

export interface ExchangeParts {
  readonly context: NetworkContext;
  readonly environment: Environment;
  readonly pool: ClientPool;
  /** Cookies of this request alone. */
  readonly own: CookieJar;
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
    const route = await openRoute(new URL(url.href), { ...this.parts, target, action });
    let answer: HopAnswer | undefined;
    try {
      answer = await this.send(hop, route);
      const next = this.nextOf(hop, answer);
      const settle = (isWhole: boolean) => (isWhole ? route.lease.keep() : route.lease.drop());
      if (next) {
        settle(await drain(answer));
        return next;
      }
      const response = await this.read(answer);
      settle(!response.truncated);
      return response;
    } catch (error) {
      route.lease.drop();
      throw exchangeError(error, { action, signal, isAnswered: answer !== undefined });
    }
  }

  private async send(hop: HttpHop, route: Route): Promise<HopAnswer> {
    const { signal, kept } = this.parts;
    const headers = [
      ...route.headers,
      ...printHeaders(hop.headers, await this.cookiesFor(hop.url)),
    ];
    const { path, lease } = route;
    const answer = await sendHop(hop, { dispatcher: lease.dispatcher, path, headers, signal });
    await kept?.keep(valuesOf(answer.headers, "set-cookie"), hop.url);
    return answer;
  }

  private async cookiesFor(url: string): Promise<CookiePair[]> {
    const { kept, own, context } = this.parts;
    return [...((await kept?.find(url)) ?? []), ...own.find(new URL(url), context.clock.now())];
  }

  private nextOf(hop: HttpHop, { status, headers }: HopAnswer): HttpHop | undefined {
    if (!this.parts.followsRedirects) return undefined;
    const location = valuesOf(headers, "location")[0];
    try {
      return followRedirect(hop, { status, location });
    } catch (cause) {
      throw new HostError((cause as SyntaxError).message, { code: "invalid", cause });
    }
  }

  private read(answer: HopAnswer): Promise<HttpResponse> {
    const { maxBytes, context } = this.parts;
    return readAnswer(answer, { maxBytes, nowMs: context.clock.now() });
  }
}
