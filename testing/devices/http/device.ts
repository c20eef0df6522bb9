import { CookieJar } from "../../../engine/cores/cookie-jar.js";
import { jarOf, readHop } from "../../../engine/cores/http-hop.js";
import { followRedirect, type HttpHop } from "../../../engine/cores/http-redirect.js";
import type { Device, HostCall } from "../../../engine/device.js";
import { HostError } from "../../../engine/errors.js";
import { type ParsedUrl, parseUrl } from "../../../engine/permissions/url.js";
import type { HttpRequestRequest, HttpResponse } from "../../../engine/wire/http.gen.js";
import { askCore } from "../core-failure.js";
import { networkError } from "../network-failure.js";
import { Rules } from "../rule.js";
import type { Surroundings } from "../surroundings.js";
import { unscripted } from "../unscripted.js";
import { Wait } from "../wait.js";
import { HttpExchange } from "./exchange.js";
import { answerOf, type HttpAnswer } from "./reply.js";
import type { HttpOutcome, HttpRule } from "./rule.js";

const MAX_REDIRECTS = 10;
const MAX_BYTES = 1024 * 1024;

type FunctionName = keyof Device<"http">;

export interface HttpParts {
  surroundings: Surroundings;
  resolve: (name: string) => string[];
  /** Most bytes of a body that the manifest grants; 1 MiB without it. */
  maxBytes?: (call: HostCall) => number;
}

interface Sending {
  readonly name: FunctionName;
  readonly call: HostCall;
  readonly wait: Wait;
  readonly jars: readonly CookieJar[];
}

/** Takes requests from redirect to redirect; the rules say what each hop gets. */
export class HttpDevice implements Device<"http"> {
  readonly rules = new Rules<HttpExchange, HttpOutcome, HttpRule>();
  readonly requests: HttpExchange[] = [];
  private readonly jars = new Map<string, CookieJar>();
  private readonly parts: HttpParts;

  constructor(parts: HttpParts) {
    this.parts = parts;
  }

  http_get: Device<"http">["http_get"] = (request, call) => {
    const sent = { ...plain, ...request, method: "GET" };
    return this.send(sent, { call, name: "http_get" });
  };

  http_post: Device<"http">["http_post"] = ({ content_type, ...request }, call) => {
    const headers = [{ name: "content-type", value: content_type || "application/octet-stream" }];
    const sent = { ...plain, ...request, headers, method: "POST" };
    return this.send(sent, { call, name: "http_post" });
  };

  http_request: Device<"http">["http_request"] = (request, call) => {
    return this.send(request, { call, name: "http_request" });
  };

  /** A skill's own. */
  jar(skillId: string): CookieJar {
    const jar = this.jars.get(skillId) ?? new CookieJar();
    this.jars.set(skillId, jar);
    return jar;
  }

  private send(
    request: HttpRequestRequest,
    { call, name }: Pick<Sending, "call" | "name">,
  ): HttpResponse {
    const action = `request "${request.url}"`;
    const wait = new Wait(this.clock, { call, timeoutMs: request.timeout_ms, action });
    const own = demandValid(action, () => jarOf(request.cookies, request.url));
    const jars = [own, ...(request.use_jar ? [this.jar(call.skillId)] : [])];
    let hop = demandValid(action, () => readHop(request));
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const answer = this.hop(hop, { call, name, wait, jars });
      const location = answer.headers.find(({ name }) => name.toLowerCase() === "location")?.value;
      const { status } = answer;
      const next = askCore(() => followRedirect(hop, { status, location }));
      if (!next || !request.follow_redirects) {
        return cut(answer, { hop, maxBytes: this.maxBytes(request, call) });
      }
      hop = next;
    }
    const message = `Cannot ${action}: more than ${MAX_REDIRECTS} redirects`;
    throw new HostError(message, { code: "unavailable" });
  }

  private hop(hop: HttpHop, { call, name, wait, jars }: Sending): HttpAnswer {
    const action = `request "${hop.url}"`;
    const { href, host, port } = readUrl(hop.url, action);
    const found = this.parts.resolve(host.text);
    const asked = {
      host: host.text,
      port,
      addresses: found,
      asked: hop.url,
      area: "http",
    } as const;
    const addresses = this.parts.surroundings.admitAddresses?.(asked, call) ?? found;
    const sent = withCookies({ ...hop, url: href }, { jars, nowMs: this.clock.now() });
    const exchange = new HttpExchange(sent, addresses);
    this.requests.push(exchange);
    const outcome = this.rules.take(exchange);
    if (!outcome) throw this.refusal(exchange, name);
    if ("failure" in outcome) {
      throw outcome.failure === "timeout" ? wait.exhaust() : networkError(outcome.failure, action);
    }
    wait.spend(outcome.delayMs ?? 0);
    const nowMs = this.clock.now();
    const answer = answerOf(outcome, nowMs);
    for (const cookie of answer.cookies) {
      for (const jar of jars.slice(1)) jar.store(cookie, { url: new URL(href), nowMs });
    }
    return answer;
  }

  private get clock() {
    return this.parts.surroundings.clock;
  }

  private maxBytes({ max_bytes }: HttpRequestRequest, call: HostCall): number {
    const most = this.parts.maxBytes?.(call) ?? MAX_BYTES;
    return Number(max_bytes) > 0 ? Math.min(Number(max_bytes), most) : most;
  }

  private refusal({ method, url }: HttpExchange, name: FunctionName): HostError {
    return unscripted({
      asked: `${name} "${url}"`,
      scripted: this.rules.names,
      wanted: `${method} ${url}`,
      lever: `host.http.on("${method}", "${url}").reply({ status: 200 })`,
    });
  }
}

/** What http_get and http_post leave open. They follow redirects, as HTTP clients do. */
const plain = {
  body: new Uint8Array(),
  headers: [],
  cookies: [],
  follow_redirects: true,
  use_jar: false,
};

/** Runs what reads a request; its SyntaxError says what is wrong with it. */
function demandValid<T>(action: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw invalid(action, (error as SyntaxError).message);
  }
}

function readUrl(url: string, action: string): ParsedUrl {
  const parsed = demandValid(action, () => parseUrl(url));
  if (/^https?$/.test(parsed.scheme)) return parsed;
  throw invalid(action, `its scheme is ${parsed.scheme}, expected http or https`);
}

function invalid(action: string, reason: string): HostError {
  return new HostError(`Cannot ${action}: ${reason}`, { code: "invalid" });
}

function withCookies(hop: HttpHop, { jars, nowMs }: { jars: readonly CookieJar[]; nowMs: number }) {
  const found = new Map<string, string>();
  for (const { name, value } of jars
    .toReversed()
    .flatMap((jar) => jar.find(new URL(hop.url), nowMs))) {
    found.set(name, value);
  }
  const value = [...found].map(([name, text]) => `${name}=${text}`).join("; ");
  return value === "" ? hop : { ...hop, headers: [...hop.headers, { name: "cookie", value }] };
}

function cut(
  answer: HttpAnswer,
  { hop, maxBytes }: { hop: HttpHop; maxBytes: number },
): HttpResponse {
  const body = hop.method === "HEAD" ? new Uint8Array() : answer.body;
  return { ...answer, body: body.subarray(0, maxBytes), truncated: body.length > maxBytes };
}
