import { originRule } from "../channels/upgrade/origin-rule.js";
import type { HttpConfig } from "../config/model.js";
import type { Access } from "./access.js";
import { allowPage, answerPreflight } from "./allow-page.js";
import { hostRule } from "./host-rule.js";
import type { Mount, Peer } from "./mount.js";
import { RateLimit } from "./rate-limit.js";
import { refusal } from "./refusal.js";
import { traceIdOf } from "./trace-id.js";

/** Requests of one address each second, after a burst of four times as many. */
const REQUESTS_PER_S = 1000;

export interface GateOptions {
  readonly http: HttpConfig;
  readonly mounts: readonly Mount[];
  readonly onAccess?: ((access: Access) => void) | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/** Lets requests to what is mounted, after the checks that hold for all of it. */
export class Gate {
  private readonly options: GateOptions;
  private readonly isOwnHost: (header: string | null) => boolean;
  private readonly isAllowedOrigin: (origin: string, host: string | null) => boolean;
  private readonly requests: RateLimit | undefined;
  private readonly mounts: ReadonlyMap<string | undefined, Mount>;

  constructor(options: GateOptions) {
    const { http, mounts, now } = options;
    const { requests_per_second: perSecond = REQUESTS_PER_S } = http;
    this.options = options;
    this.isOwnHost = hostRule(http);
    this.isAllowedOrigin = originRule(http.allowed_origins);
    this.mounts = new Map(mounts.map((mount) => [mount.path, mount]));
    if (perSecond > 0) this.requests = new RateLimit({ perSecond, burst: perSecond * 4, now });
  }

  async fetch(request: Request, sender: Omit<Peer, "traceId">): Promise<Response> {
    const { onAccess, now } = this.options;
    const peer = { ...sender, traceId: traceIdOf(request.headers.get("traceparent")) };
    const began = now();
    const path = pathOf(request.url);
    const response = await this.answer(request, { peer, path });
    const { status } = response;
    const { address, traceId } = peer;
    const durationMs = now() - began;
    onAccess?.({ method: request.method, path, status, durationMs, address, traceId });
    return response;
  }

  private async answer(
    request: Request,
    { peer, path }: { peer: Peer; path: string },
  ): Promise<Response> {
    if (this.requests?.take(peer.address) === false) {
      return refusal(429, "too many requests", { "retry-after": "1" });
    }
    const host = request.headers.get("host");
    if (!this.isOwnHost(host)) {
      return refusal(403, `Host ${JSON.stringify(host)} is not one of this server's names`);
    }
    const origin = request.headers.get("origin");
    if (origin !== null && !this.isAllowedOrigin(origin, host)) {
      return refusal(403, `pages of ${JSON.stringify(origin)} may not use this server`);
    }
    const mount = this.mounts.get(path) ?? this.mounts.get(undefined);
    if (!mount) return refusal(404, "there is nothing at this path");
    if (origin === null) return mount.fetch(request, peer);
    const isPreflight = request.headers.has("access-control-request-method");
    if (request.method === "OPTIONS" && isPreflight) return answerPreflight(request, origin);
    return allowPage(await mount.fetch(request, peer), origin);
  }
}

/** As it was sent, without query. */
function pathOf(url: string): string {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  if (start < 0) return "/";
  const end = url.slice(start).search(/[?#]/);
  return end < 0 ? url.slice(start) : url.slice(start, start + end);
}
