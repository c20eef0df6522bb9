import { join } from "node:path";
import type { OwnPorts } from "@luminarys/sdk-as/engine";
import { createAgents, type HostAgents } from "./agents/create-agents.js";
import { ConfigError } from "./config/config-error.js";
import type { RouteFiles } from "./config/locate-route.js";
import type { AgentConfig, GatewayConfig, HttpConfig } from "./config/model.js";
import { storeFolder } from "./config/store-folder.js";
import { GatewayFace, gatewayChannelOptions } from "./faces/gateway/gateway-face.js";
import { chatPage } from "./faces/gateway/page/chat-page.js";
import { McpHttp } from "./faces/mcp/http/mcp-http.js";
import { McpFace } from "./faces/mcp/mcp-face.js";
import { type StdioConnection, type StdioOptions, serveStdio } from "./faces/mcp/serve-stdio.js";
import { SocketFace, socketChannelOptions } from "./faces/sockets/socket-face.js";
import { WebFace } from "./faces/web/web-face.js";
import type { Host } from "./host.js";
import type { Access } from "./listen/access.js";
import { isLoopback } from "./listen/is-loopback.js";
import { ListenError } from "./listen/listen-error.js";
import type { Mount } from "./listen/mount.js";
import { ownAddresses } from "./listen/own-addresses.js";
import type { LogRecord } from "./log/log-record.js";
import { Closers } from "./serve/closers.js";
import { type FacesConfig, mainServer, type Wanted, wantedPorts } from "./serve/faces-config.js";
import { demandTokens, mayServe } from "./serve/may-serve.js";
import { ServerPlans } from "./serve/servers.js";
import { TokenList } from "./token-list.js";
import { createSessionIds, type SessionIds } from "./values/session-id.js";
import { sessionSecret } from "./values/session-secret.js";

export interface FacesOptions {
  readonly host: Host;
  readonly config: FacesConfig;
  /** Where shown paths begin. Default: the process's working directory. */
  readonly cwd?: string;
  /** A skill's manifest, for problems with its routes and sockets. Default: what `config` has. */
  readonly manifestOf?: (skillId: string) => string | undefined;
  /** Told of what can't be offered. */
  readonly onProblem: (message: string) => void;
  /** Told once of tools that some clients refuse. Default: nobody is. */
  readonly onAdvice?: (message: string) => void;
  /** Told of what an answer failed with. */
  readonly onError: (error: unknown) => void;
  /** Gets lines for the log of what goes on at routes, sockets and the gateway. Default: nobody does. */
  readonly onLog?: (record: LogRecord) => void;
  /** Told of every HTTP request. Default: nobody is. */
  readonly onAccess?: (access: Access) => void;
}

/** One way in that is open. */
export interface FaceUrl {
  readonly name: "MCP" | "routes" | "sockets" | "gateway" | "chat page";
  readonly url: string;
}

/** The ways in that a configuration opens. */
export interface Faces {
  readonly urls: readonly FaceUrl[];
  /** Where MCP is served; undefined where it isn't. */
  readonly mcpUrl: string | undefined;
  /** Where the host listens, which no skill reaches. */
  readonly own: OwnPorts;
  /** What the gateway's clients can talk to from now on. */
  updateAgents(agents: readonly AgentConfig[]): void;
  close(): Promise<void>;
}

/**
 * Opens what host.yaml and manifests say. Rejects with a ListenError, or with a ConfigError for routes
 * and sockets that can't be served, and nothing stays open then.
 */
export async function startFaces(options: FacesOptions): Promise<Faces> {
  const closers = new Closers();
  try {
    return await new Opening(options, closers).open();
  } catch (error) {
    await closers.close();
    throw error;
  }
}

/** Serves MCP over a pair of streams; the face ends with the connection. */
export function serveSkills(
  host: Host,
  { onProblem, onAdvice, ...streams }: StdioOptions & Pick<FacesOptions, "onProblem" | "onAdvice">,
): StdioConnection {
  const face = new McpFace({ host, onProblem, ...(onAdvice && { onAdvice }) });
  const connection = serveStdio(face, streams);
  void connection.ended.then(() => face.close());
  return connection;
}

/** Puts the faces of one configuration on its servers. */
class Opening {
  private readonly options: FacesOptions;
  private readonly closers: Closers;
  private readonly wanted: Wanted;
  private readonly http: HttpConfig;
  private readonly tokens: TokenList;
  private readonly plans: ServerPlans;
  private agents: HostAgents | undefined;
  private readonly shown: { name: FaceUrl["name"]; port: number | undefined; path: string }[] = [];

  constructor(options: FacesOptions, closers: Closers) {
    const { config, host } = options;
    this.options = options;
    this.closers = closers;
    this.wanted = wantedPorts(config, host);
    this.http = mainServer(config, this.wanted);
    this.tokens = new TokenList(config.tokens);
    this.plans = new ServerPlans(this.http);
  }

  async open(): Promise<Faces> {
    const { config, onError, onAccess } = this.options;
    const { gateway, http } = config;
    const { web, sockets } = this.wanted;
    if (http) this.addMcp(web.length + sockets.length > 0);
    if (gateway) this.addGateway(gateway);
    this.addRoutes({ isServing: http !== undefined || web.length + sockets.length > 0 });
    const servers = await this.plans.open({ onError, onAccess });
    this.closers.add(() => servers.close());
    const urls = this.shown.map(({ name, port, path }): FaceUrl => {
      const url = servers.urlOf(port) ?? "";
      const isSocket = name === "sockets" || name === "gateway";
      return { name, url: `${isSocket ? url.replace(/^http/, "ws") : url}${path}` };
    });
    const addresses = servers.ports.length > 0 ? { addresses: ownAddresses() } : {};
    return {
      urls,
      mcpUrl: urls.find(({ name }) => name === "MCP")?.url,
      own: { ports: servers.ports, ...addresses },
      updateAgents: (agents) => this.agents?.update(agents),
      close: () => this.closers.close(),
    };
  }

  /** Beside public routes, an address without tokens is no mistake: only MCP isn't served there. */
  private addMcp(hasOthers: boolean): void {
    const { http, tokens } = this;
    const { host, onProblem, onAdvice } = this.options;
    if (hasOthers && !mayServe({ http, tokens })) {
      onProblem("MCP isn't served: everybody could use the skills. Hint: add tokens to host.yaml");
      return;
    }
    demandTokens("MCP", { http, tokens });
    const face = new McpFace({ host, onProblem, ...(onAdvice && { onAdvice }) });
    const mcp = new McpHttp({ face, tokens });
    this.closers.add(async () => {
      await mcp.close();
      face.close();
    });
    this.plans.at(undefined).mounts.push({ path: "/mcp", fetch: mcp.fetch.bind(mcp) });
    this.shown.push({ name: "MCP", port: undefined, path: "/mcp" });
  }

  private addGateway(config: GatewayConfig): void {
    const { http, tokens } = this;
    const { host, onError, onProblem, onLog = () => {} } = this.options;
    demandTokens("the gateway", { http, tokens });
    const agents = createAgents({ host, agents: this.options.config.agents ?? [], onProblem });
    this.agents = agents;
    const face = new GatewayFace({
      host,
      config,
      tokens,
      agents,
      loopback: isLoopback(http.addr.host),
      onError,
      onLog: (message) => onLog({ level: "info", message }),
    });
    this.closers.add(async () => {
      await face.close();
      await agents.close();
    });
    const { path } = config;
    this.plans.at(undefined).upgrades.push({
      ...gatewayChannelOptions,
      path,
      onChannel: (channel, { socket }) =>
        face.acceptText(channel, { address: socket.remoteAddress ?? "" }),
    });
    this.shown.push({ name: "gateway", port: undefined, path });
    if (config.page) this.addPage(path);
  }

  private addPage(gatewayPath: string): void {
    const page = chatPage({ gatewayPath });
    const { mounts } = this.plans.at(undefined);
    for (const path of page.paths) mounts.push({ path, fetch: page.fetch });
    this.shown.push({ name: "chat page", port: undefined, path: page.paths[0] ?? "" });
  }

  /** Sockets that only connect need no server. */
  private addRoutes({ isServing }: { isServing: boolean }): void {
    const folder = isServing ? this.dataFolder : undefined;
    const sessions = createSessionIds(sessionSecret(folder));
    if (isServing) this.addWeb(sessions);
    this.addSockets(sessions, { isServing });
  }

  private addWeb(sessions: SessionIds): void {
    const { host, config, onLog = () => {} } = this.options;
    const { web } = this.wanted;
    const face = new WebFace({
      host,
      sessions,
      files: this.files,
      routes: config.web?.routes ?? [],
      publicDir: web.length > 0 && config.file ? join(config.folder ?? "", "public") : undefined,
      secure: this.http.tls !== undefined,
      onProblems: (problems) => this.tell(new ConfigError(problems, "change routes")),
      onFailure: ({ message, skillId, requestId, traceId }) =>
        onLog({ level: "error", message, skillId, requestId, traceId }),
    });
    this.closers.add(() => face.close());
    for (const port of web.length > 0 ? web : [undefined]) {
      const { mounts } = this.plans.at(port);
      this.tellHidden(mounts);
      mounts.push({ path: undefined, fetch: face.fetch.bind(face) });
    }
    for (const port of web) this.shown.push({ name: "routes", port, path: "" });
  }

  private addSockets(sessions: SessionIds, { isServing }: { isServing: boolean }): void {
    const { host, config, onLog = () => {} } = this.options;
    const { sockets } = this.wanted;
    const face = new SocketFace({
      host,
      sessions,
      onLog,
      config: config.websocket,
      files: this.files,
    });
    this.closers.add(() => face.close());
    const { gateway } = config;
    if (gateway && face.paths().includes(gateway.path)) {
      const reason = "the gateway has this path";
      throw new ListenError(`Cannot serve a socket at "${gateway.path}": ${reason}`);
    }
    const added = isServing ? [undefined] : [];
    for (const port of sockets.length > 0 ? sockets : added) {
      this.plans.at(port).upgrades.push({
        ...socketChannelOptions,
        path: (pathname) => face.takes(pathname, port),
        onChannel: (channel, request) => face.accept(channel, request, port),
      });
    }
    for (const port of sockets) {
      for (const path of face.paths(port)) this.shown.push({ name: "sockets", port, path });
    }
  }

  /** Routes that nobody reaches, since the host itself answers at their paths. */
  private tellHidden(mounts: readonly Mount[]): void {
    const { host, config, onProblem } = this.options;
    const sections = [config.web, ...host.list().map(({ manifest }) => manifest.web)];
    const paths = new Set(sections.flatMap((each) => each?.routes ?? []).map(({ path }) => path));
    for (const { path } of mounts) {
      if (path !== undefined && paths.has(path)) {
        onProblem(`The routes at ${path} aren't reached: the host answers there itself`);
      }
    }
  }

  private tell({ message }: ConfigError): void {
    this.options.onProblem(message);
  }

  /** Where what has to outlive the process is kept. */
  private get dataFolder(): string | undefined {
    const { file, folder = "", store } = this.options.config;
    return storeFolder({ file, folder, ...(store && { store }) });
  }

  private get files(): RouteFiles {
    const { config, cwd = process.cwd() } = this.options;
    const files = new Map(config.skills?.map(({ manifest, file }) => [manifest.id, file]));
    const { manifestOf = (skillId: string) => files.get(skillId) } = this.options;
    return { host: config.file, manifestOf, cwd };
  }
}
