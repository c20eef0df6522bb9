import { randomUUID } from "node:crypto";
import type { WebRoute } from "@luminarys/sdk-as/engine";
import type { WebAnswer } from "@luminarys/sdk-as/engine/cores";
import { ConfigError, type ConfigProblem } from "../../config/config-error.js";
import { locateRoute, type RouteFiles } from "../../config/locate-route.js";
import type { Host } from "../../host.js";
import type { Peer } from "../../listen/mount.js";
import type { SessionIds } from "../../values/session-id.js";
import { sessionCookie, withCookie } from "./answer/session-lines.js";
import { textAnswer } from "./answer/text-answer.js";
import { toResponse, toWholeResponse } from "./answer/to-response.js";
import { Exchange } from "./exchange.js";
import { Exchanges } from "./exchanges.js";
import { readRoutes } from "./read-routes.js";
import { readArguments } from "./request/read-arguments.js";
import { RefusedRequest } from "./request/refused-request.js";
import { splitUrl } from "./request/split-url.js";
import { callRoute } from "./route-call.js";
import { type RouteMatch, RouteTable } from "./route-table.js";
import { StaticFiles } from "./static/static-files.js";
import type { WebFailure } from "./web-failure.js";

export interface WebFaceOptions {
  readonly host: Host;
  /** Those of host.yaml; manifests add theirs. */
  readonly routes?: readonly WebRoute[];
  /** What GET and HEAD find where no route matches; it need not exist. Default: nothing. */
  readonly publicDir?: string | undefined;
  /** Whether clients come over TLS. */
  readonly secure: boolean;
  readonly sessions: SessionIds;
  /** Where routes were read from, for problems. Default: they have no lines. */
  readonly files?: RouteFiles;
  /** Told why changed routes aren't served; the old ones are, then. Default: nobody is. */
  readonly onProblems?: (problems: readonly ConfigProblem[]) => void;
  /** Told what clients aren't. Default: nobody is. */
  readonly onFailure?: (failure: WebFailure) => void;
}

/** Methods of skills behind HTTP routes, and files beside them. */
export class WebFace {
  private readonly options: WebFaceOptions;
  private readonly exchanges: Exchanges;
  private readonly files: StaticFiles | undefined;
  private readonly detach: () => void;
  private table: RouteTable;
  private told = "";
  private closed = false;

  /** Throws a ConfigError that names all routes that can't be served. */
  constructor(options: WebFaceOptions) {
    const { host, publicDir } = options;
    this.options = options;
    const read = this.readTable();
    if ("problems" in read) throw new ConfigError(read.problems);
    this.table = read.table;
    this.exchanges = new Exchanges(host);
    this.files = publicDir === undefined ? undefined : new StaticFiles(publicDir);
    this.detach = host.attach({
      web: this.exchanges.device,
      onSkillsChanged: () => this.refresh(),
    });
  }

  /** How many requests aren't answered to their end. */
  get openCount(): number {
    return this.exchanges.all.length;
  }

  /** Answers a request; its signal is aborted when the client leaves. */
  async fetch(request: Request, peer: Peer): Promise<Response> {
    const { secure, sessions } = this.options;
    const known = sessions.fromCookies(request.headers.get("cookie"));
    const sessionId = known ?? sessions.issue();
    const cookie = known === undefined ? sessionCookie(sessionId, { secure }) : undefined;
    const visit: Visit = { request, peer, sessionId, cookie, ...splitUrl(request.url) };
    if (this.closed) return reply(visit, textAnswer(503, { headers: { "retry-after": "1" } }));
    const match = this.table.find(request.method, visit.path);
    try {
      return "route" in match ? await this.call(match, visit) : await this.find(match.allow, visit);
    } catch (error) {
      // Whoever leaves while a body comes hears nothing, and nobody else has to.
      if (request.signal.aborted) return toResponse({ status: 499, headers: [] }, null);
      if (!(error instanceof RefusedRequest)) throw error;
      return reply(visit, textAnswer(error.status, { text: error.message }));
    }
  }

  /** Ends every answer that isn't complete, and leaves the host. */
  close(): void {
    this.closed = true;
    this.detach();
    for (const exchange of this.exchanges.all) exchange.close();
  }

  private async call({ route, params }: RouteMatch, visit: Visit): Promise<Response> {
    const { host, onFailure = () => {} } = this.options;
    const { request, peer, sessionId, cookie } = visit;
    const id = randomUUID();
    const payload = await readArguments(route, { ...visit, params, exchange: id });
    let isCalled = true;
    const exchange = new Exchange({
      id,
      isHead: request.method === "HEAD",
      client: request,
      abort: peer.abort,
      clock: host.engine.clock,
      finish: (lines) => withCookie(lines, cookie),
      onOver: () => isCalled || this.exchanges.delete(id),
    });
    this.exchanges.add(exchange);
    const { traceId } = peer;
    const call = { host, exchange, payload, sessionId, traceId, request, onFailure };
    void callRoute(route, call).then(() => {
      isCalled = false;
      if (exchange.isOver) this.exchanges.delete(id);
    });
    return exchange.response;
  }

  private async find(allow: readonly string[], visit: Visit): Promise<Response> {
    const { request, path } = visit;
    const isReading = request.method === "GET" || request.method === "HEAD";
    const file = isReading ? await this.files?.find(path, request) : undefined;
    if (file) {
      const headers = withCookie(file.headers, visit.cookie);
      return toResponse({ status: file.status, headers }, file.body);
    }
    if (allow.length === 0) return reply(visit, textAnswer(404));
    return reply(visit, textAnswer(405, { headers: { allow: allow.join(", ") } }));
  }

  private readTable(): { table: RouteTable } | { problems: readonly ConfigProblem[] } {
    const { host, routes = [], files = noFiles } = this.options;
    const read = readRoutes({ routes, skills: host.list() });
    if ("routes" in read) return { table: new RouteTable(read.routes) };
    return { problems: read.problems.map((problem) => locateRoute(problem, files)) };
  }

  private refresh(): void {
    const read = this.readTable();
    const text = "problems" in read ? JSON.stringify(read.problems) : "";
    if ("table" in read) this.table = read.table;
    else if (text !== this.told) this.options.onProblems?.(read.problems);
    this.told = text;
  }
}

/** A request, and whose it is. */
interface Visit {
  readonly request: Request;
  readonly peer: Peer;
  readonly path: string;
  readonly query: string;
  readonly sessionId: string;
  /** The Set-Cookie value that tells the client its session. */
  readonly cookie: string | undefined;
}

const noFiles: RouteFiles = { host: undefined, manifestOf: () => undefined, cwd: "/" };

function reply({ request, cookie }: Visit, { status, headers, body }: WebAnswer): Response {
  const isHead = request.method === "HEAD";
  return toWholeResponse({ status, headers: withCookie(headers, cookie) }, { body, isHead });
}
