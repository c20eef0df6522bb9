import {
  type Environment,
  type HostCall,
  HostError,
  type HostFunctionTypes,
} from "@luminarys/sdk-as/engine";
import { type CookieJar, jarOf, readHop } from "@luminarys/sdk-as/engine/cores";
import type { NetworkContext } from "../device-context.js";
import { TimeLimit } from "../network/time-limit.js";
import type { HttpResponse } from "./answer.js";
import { ClientPool } from "./client-pool.js";
import { SkillCookies } from "./cookies.js";
import { HttpExchange } from "./exchange.js";
import { demandValid } from "./failure.js";

type HttpRequest = HostFunctionTypes["http_request"]["request"];

/** The requests of one skill: its connections, its cookies and what is under way. */
export class HttpSession {
  private readonly pool = new ClientPool();
  private readonly cookies = new SkillCookies();
  private readonly running = new Set<TimeLimit>();
  private readonly context: NetworkContext;
  private readonly environment: Environment;

  constructor(context: NetworkContext, environment: Environment) {
    this.context = context;
    this.environment = environment;
  }

  async send(request: HttpRequest, call: HostCall): Promise<HttpResponse> {
    const action = `request "${request.url}"`;
    const own = demandValid(action, () => ownCookies(request));
    const hop = demandValid(action, () => readHop(request));
    const { context, environment, pool } = this;
    const { clock } = context;
    const limit = new TimeLimit({ clock, call, timeoutMs: request.timeout_ms, action });
    this.running.add(limit);
    try {
      const exchange = new HttpExchange({
        ...{ context, environment, pool, own },
        kept: request.use_jar ? this.cookies : undefined,
        followsRedirects: request.follow_redirects,
        maxBytes: this.maxBytes(request),
        signal: limit.signal,
      });
      return await exchange.run(hop);
    } finally {
      limit.end();
      this.running.delete(limit);
    }
  }

  /** Ends all connections; requests under way are answered with `closed`. */
  close(): void {
    const message = "Cannot finish the request: the skill was closed";
    for (const limit of this.running) limit.abort(new HostError(message, { code: "closed" }));
    this.pool.close();
  }

  private maxBytes({ max_bytes }: HttpRequest): number {
    const most = this.context.manifest.permissions.http.max_response_bytes;
    return Number(max_bytes) > 0 ? Math.min(Number(max_bytes), most) : most;
  }
}

function ownCookies({ cookies, url }: HttpRequest): CookieJar | undefined {
  return cookies.length > 0 ? jarOf(cookies, url) : undefined;
}
