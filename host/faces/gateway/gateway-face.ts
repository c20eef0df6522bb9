import type { Agents } from "../../agents/agents.js";
import type { Channel, JsonObject } from "../../channels/channel.js";
import { type JsonCarrier, jsonFrames } from "../../channels/json-frames.js";
import type { GatewayConfig } from "../../config/model.js";
import type { Peer } from "../../listen/mount.js";
import { RateLimit } from "../../listen/rate-limit.js";
import type { TokenList } from "../../token-list.js";
import { readVersion } from "../../version.js";
import { Audience } from "./audience.js";
import { Chats } from "./chats.js";
import { Connection } from "./connection.js";
import type { Gateway, GatewayCounts, GatewayHost } from "./gateway.js";
import { GatewayError } from "./gateway-error.js";
import type { RunLimits } from "./live-runs.js";
import { SessionExpiry } from "./session-expiry.js";
import { Sessions } from "./sessions.js";
import { toGatewayError } from "./to-gateway-error.js";

const GOING_AWAY = 1001;

/** What the channels of a gateway are to be opened with. */
export const gatewayChannelOptions = {
  maxBytes: 524_288,
  pingMs: 30_000,
  idleMs: 60_000,
} as const;

/** The other end of a connection; its wrong tokens are counted by its address. */
export type GatewayPeer = Pick<Peer, "address">;

const NOBODY: GatewayPeer = { address: "" };

export interface GatewayFaceOptions {
  readonly host: GatewayHost;
  readonly config: Pick<GatewayConfig, "anonymous" | "session_days">;
  readonly tokens: TokenList;
  readonly agents: Agents;
  /** Whether only programs of this machine reach it: others need a token. */
  readonly loopback: boolean;
  /** Told of what nobody expects, which the client is told as INTERNAL. Default: `console.error`. */
  readonly onError?: (error: unknown) => void;
  /** Gets lines for the log; mustn't throw. Default: nobody does. */
  readonly onLog?: (message: string) => void;
  /** Most requests of one connection that are being answered. Default 32. */
  readonly maxOpen?: number;
  /** Most messages that wait in one session. Default 8. */
  readonly maxWaiting?: number;
  /** Most runs that go on or wait: of one user, and of all. Default 64 and 1,024. */
  readonly maxRuns?: RunLimits;
  /** Milliseconds that a connection has for `connect`. Default 30,000. */
  readonly connectMs?: number;
}

/** Agents and skills of a host for chat clients, over any channel of JSON frames. */
export class GatewayFace {
  private readonly options: GatewayFaceOptions;
  private readonly audience = new Audience();
  private readonly connections = new Set<Connection>();
  private readonly gateway: Gateway;
  private readonly guesses: RateLimit;
  private readonly expiry: SessionExpiry | undefined;
  private readonly startedMs: number;
  private droppedBefore = 0;
  private isClosed = false;

  constructor(options: GatewayFaceOptions) {
    this.options = options;
    const { host, agents, maxWaiting = 8, maxRuns = { ofUser: 64, ofAll: 1024 } } = options;
    const { store, clock } = host.engine;
    const { audience } = this;
    const explain = (error: unknown) => this.explain(error);
    const sessions = new Sessions({ store, clock });
    const chats = new Chats({ agents, sessions, audience, explain, maxWaiting, maxRuns });
    const { session_days: days } = options.config;
    const onError = (error: unknown) => void this.explain(error);
    this.expiry = days ? new SessionExpiry({ clock, sessions, chats, days, onError }) : undefined;
    this.startedMs = clock.now();
    this.guesses = new RateLimit({ perSecond: 0.2, burst: 20, now: () => clock.now() });
    this.gateway = {
      host,
      agents,
      sessions,
      chats,
      server: { name: "skill-host", version: readVersion() },
      counts: () => this.counts(),
    };
  }

  /** Serves a client until its channel closes. How large messages may be is the channel's to say. */
  accept(channel: Channel<JsonObject>, peer: GatewayPeer = NOBODY): void {
    this.serve(channel, peer);
  }

  /** The same over text or bytes: what isn't a JSON object is answered, and so are mixed up kinds. */
  acceptText(channel: JsonCarrier, peer: GatewayPeer = NOBODY): void {
    const onInvalid = () => connection?.refuseFrame();
    const connection = this.serve(jsonFrames(channel, { onInvalid }), peer);
  }

  counts(): GatewayCounts {
    const dropped = [...this.connections].reduce((sum, each) => sum + each.dropped, 0);
    return {
      connections: this.connections.size,
      dropped_events: this.droppedBefore + dropped,
      uptime_ms: this.gateway.host.engine.clock.now() - this.startedMs,
    };
  }

  /** Aborts what goes on, answers it, and closes all connections. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.expiry?.close();
    this.gateway.chats.close();
    await Promise.all([...this.connections].map((connection) => connection.close()));
  }

  private serve(channel: Channel<JsonObject>, { address }: GatewayPeer): Connection | undefined {
    if (this.isClosed) {
      void channel.close("the gateway stops", GOING_AWAY);
      return undefined;
    }
    const { config, tokens, loopback, onLog = () => {} } = this.options;
    const connection = new Connection({
      channel,
      gateway: this.gateway,
      address,
      door: { tokens, loopback, anonymous: config.anonymous, guesses: this.guesses },
      audience: this.audience,
      explain: (error) => this.explain(error),
      onLog,
      onClosed: (each) => this.forget(each),
      maxOpen: this.options.maxOpen ?? 32,
      connectMs: this.options.connectMs ?? 30_000,
    });
    if (!channel.closed) this.connections.add(connection);
    return connection;
  }

  private forget(connection: Connection): void {
    if (this.connections.delete(connection)) this.droppedBefore += connection.dropped;
  }

  private explain(error: unknown): GatewayError {
    const known = toGatewayError(error);
    if (known) return known;
    const { onError = (cause: unknown) => console.error(cause) } = this.options;
    onError(error);
    return new GatewayError("INTERNAL", "Cannot answer: the gateway failed");
  }
}
