import type { IncomingMessage } from "node:http";
import { type Engine, HostError } from "@luminarys/sdk-as/engine";
import { SocketMailboxes } from "@luminarys/sdk-as/engine/cores";
import type { Channel } from "../../channels/channel.js";
import { ConfigError, printConfigProblem } from "../../config/config-error.js";
import { locateRoute, type RouteFiles } from "../../config/locate-route.js";
import type { WebsocketConfig } from "../../config/model.js";
import type { RouteProblem } from "../../config/route-problem.js";
import type { NetworkContext } from "../../devices/device-context.js";
import type { Host } from "../../host.js";
import type { LogRecord } from "../../log/log-record.js";
import type { SessionIds } from "../../values/session-id.js";
import { ConnectionSessions } from "./connection-sessions.js";
import { DeclaredSockets } from "./declared-sockets.js";
import { Leftovers } from "./leftovers.js";
import type { Frame } from "./link.js";
import { MessageCalls } from "./message-calls.js";
import { NamedSocket } from "./named-socket.js";
import { OnDemandSockets } from "./on-demand-sockets.js";
import { readSocketRoutes } from "./read-socket-routes.js";
import { SkillSockets } from "./skill-sockets.js";
import { requestedPath } from "./socket-path.js";

const POLICY_VIOLATION = 1008;

/** For the connections of clients: what they may send, and when a silent one is gone. */
export const socketChannelOptions = {
  maxBytes: 1_048_576,
  pingMs: 30_000,
  idleMs: 60_000,
} as const;

/** What a host does for its sockets. */
export type SocketHost = Pick<Host, "attach" | "invoke" | "list" | "network"> & {
  readonly engine: Pick<Engine, "clock" | "store">;
};

export interface SocketFaceOptions {
  readonly host: SocketHost;
  /** The section of host.yaml; manifests may declare sockets without it. */
  readonly config: WebsocketConfig | undefined;
  /** Where what is wrong with declarations stands. */
  readonly files: RouteFiles;
  readonly sessions: Pick<SessionIds, "fromCookies">;
  /** What the host's log is told. */
  readonly onLog: (record: LogRecord) => void;
  /** Gives numbers from 0 up to 1, for the waits between attempts to connect. */
  readonly random?: () => number;
}

/** Named WebSockets: declared ones, whose messages call skills, and those that skills connect. */
export class SocketFace {
  private readonly options: SocketFaceOptions;
  private readonly mailboxes = new SocketMailboxes();
  private readonly leftovers = new Leftovers(this.mailboxes);
  private readonly sessions: ConnectionSessions;
  private readonly calls: MessageCalls;
  private readonly declared: DeclaredSockets;
  private readonly onDemand: OnDemandSockets;
  /** How each skill uses sockets, by its id. */
  private readonly users = new Map<string, SkillSockets>();
  private readonly detach: () => void;
  private told = "";

  /** Throws a ConfigError for declarations that can't be served, and nothing is connected then. */
  constructor(options: SocketFaceOptions) {
    const { host, sessions, onLog, random = Math.random } = options;
    const { clock, store } = host.engine;
    this.options = options;
    this.sessions = new ConnectionSessions({
      sessions,
      store,
      skills: () => host.list(),
      onError: (error) =>
        onLog({ level: "error", message: `Cannot delete the state of a connection: ${error}` }),
    });
    this.calls = new MessageCalls({ host, clock, onLog });
    const create = (name: string) => this.create(name);
    const onForgotten = (name: string) => this.leftovers.close(name);
    const { network } = host;
    this.declared = new DeclaredSockets({ clock, network, random, create, onForgotten, onLog });
    this.onDemand = new OnDemandSockets({ clock, create, onForgotten });
    const { plans, problems } = this.read();
    if (problems.length > 0) throw new ConfigError(problems.map(this.locate));
    this.declared.update(plans);
    this.detach = host.attach({
      sockets: (context) => this.userOf(context),
      onSkillsChanged: () => this.refresh(),
      onNotice: (notice) => {
        if (notice.kind === "worker_killed") this.leave(notice.skillId, "its thread was ended");
      },
    });
  }

  /** Of the sockets that listen on a port; without one, on the host's one server. */
  paths(port?: number): readonly string[] {
    return this.declared.listening(port).map(([path]) => path);
  }

  /** Whether a socket listens at this path, as it was sent. */
  takes(pathname: string, port?: number): boolean {
    return this.socketAt(pathname, port) !== undefined;
  }

  /** Takes up a client's connection to the path that it asked for. */
  accept(channel: Channel<Frame>, request: IncomingMessage, port?: number): void {
    const [pathname = ""] = (request.url ?? "").split("?");
    const socket = this.socketAt(pathname, port);
    if (!socket) {
      void channel.close("no such socket", POLICY_VIOLATION);
      return;
    }
    const session = this.sessions.of(request);
    const { sessionId } = session;
    socket.join({ channel, sessionId }, (link) => this.sessions.end(session, link));
  }

  /** Ends all connections with 1001, and what waits for them. */
  async close(): Promise<void> {
    this.detach();
    await Promise.all([this.declared.close(), this.onDemand.closeWhere(() => true)]);
    await this.sessions.close();
    this.calls.close();
  }

  private create(name: string): NamedSocket {
    const { onLog } = this.options;
    return new NamedSocket({
      name,
      mailboxes: this.mailboxes,
      handle: this.calls.handle,
      onSlow: () => {
        const message = `a connection of socket "${name}" was closed: its peer doesn't read`;
        onLog({ level: "warn", message });
      },
    });
  }

  private read() {
    const { host, config } = this.options;
    return readSocketRoutes({ config, skills: host.list() });
  }

  private readonly locate = (problem: RouteProblem) => locateRoute(problem, this.options.files);

  private socketAt(pathname: string, port: number | undefined): NamedSocket | undefined {
    const wanted = requestedPath(pathname);
    return this.declared.listening(port).find(([path]) => path === wanted)?.[1];
  }

  private userOf(context: NetworkContext): SkillSockets {
    const { skillId } = context;
    const known = this.users.get(skillId);
    if (known?.context === context) return known;
    const { mailboxes, leftovers, onDemand } = this;
    const user = new SkillSockets({
      context,
      mailboxes,
      leftovers,
      onDemand,
      declared: (name) => this.declared.find(name),
      onDropped: (name, count) => {
        const dropped = `${count} messages of socket "${name}" were dropped`;
        const message = `${dropped} before it received them`;
        this.options.onLog({ level: "warn", message, skillId });
      },
    });
    this.users.set(skillId, user);
    return user;
  }

  /** What a skill waits for, nobody does any more. */
  private leave(skillId: string, reason: string): void {
    const message = `Cannot go on with a socket of "${skillId}": ${reason}`;
    this.users.get(skillId)?.abort(new HostError(message, { code: "closed" }));
  }

  private refresh(): void {
    this.calls.refresh();
    this.dropUsers();
    const { plans, problems } = this.read();
    this.tell(problems);
    const names = new Set(plans.map(({ name }) => name));
    void this.onDemand.closeWhere((_, name) => names.has(name));
    this.declared.update(plans);
  }

  /** Those that are gone, or are another version with another manifest. */
  private dropUsers(): void {
    const skills = new Map(this.options.host.list().map((skill) => [skill.id, skill]));
    for (const [skillId, { context }] of [...this.users]) {
      const skill = skills.get(skillId);
      if (skill?.manifest === context.manifest) continue;
      this.leave(skillId, "the skill was closed");
      this.users.delete(skillId);
      void this.onDemand.closeWhere((owner) => owner === context);
      this.leftovers.forget(skillId);
      this.forgetMailboxes(skillId, { isGone: !skill });
    }
  }

  /** A new version goes on with sockets that listen; whether it may use others is asked anew. */
  private forgetMailboxes(skillId: string, { isGone }: { isGone: boolean }): void {
    if (isGone) this.mailboxes.forget(skillId);
    for (const name of this.declared.names) {
      if (this.declared.find(name)?.url !== undefined) this.mailboxes.forget(skillId, name);
    }
  }

  private tell(problems: readonly RouteProblem[]): void {
    const lines = problems.map((problem) => printConfigProblem(this.locate(problem)));
    const text = lines.join("\n");
    if (text === this.told) return;
    this.told = text;
    for (const message of lines) this.options.onLog({ level: "error", message });
  }
}
