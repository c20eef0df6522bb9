import type { IncomingMessage, Server } from "node:http";
import { WebSocketServer } from "ws";
import type { Channel } from "./channel.js";
import { CLOSE_MS, MAX_FRAME_BYTES } from "./limits.js";
import { findSmuggling } from "./upgrade/find-smuggling.js";
import { hostRule } from "./upgrade/host-rule.js";
import { originRule } from "./upgrade/origin-rule.js";
import { refuseUpgrade } from "./upgrade/refuse-upgrade.js";
import { type Upgrade, type UpgradeRoute, UpgradeRouter } from "./upgrade/upgrade-router.js";
import type { WsFrame } from "./ws/ws-medium.js";
import { type WsChannelOptions, wsChannel } from "./ws-channel.js";

const GOING_AWAY = 1001;
const INTERNAL_ERROR = 1011;

export interface AttachUpgradeOptions extends WsChannelOptions {
  /** The exact path; a predicate gets it as it was sent, percent-encoded and without query. */
  readonly path: string | ((pathname: string) => boolean);
  /**
   * What a Host header may name, with or without port; an empty list refuses everybody. Default: the
   * machine's name, the address that was connected to, localhost and loopback.
   */
  readonly allowedHosts?: readonly string[];
  /** Whose pages may connect, beside the server's own; `*` is all. Default: no others. */
  readonly allowedOrigins?: readonly string[];
  readonly onChannel: (channel: Channel<WsFrame>, request: IncomingMessage) => void;
}

export interface AttachedUpgrade {
  /** Takes no more upgrades and closes the channels of those it took, by default with 1001. */
  close(reason?: string, code?: number): Promise<void>;
}

/**
 * Makes channels of upgrades of an HTTP server. Paths that nobody takes are answered 404, unless the
 * server has upgrade listeners of others.
 */
export function attachUpgrade(server: Server, options: AttachUpgradeOptions): AttachedUpgrade {
  const door = new Door(options);
  const router = UpgradeRouter.of(server);
  router.add(door);
  return {
    close: async (reason, code = GOING_AWAY) => {
      router.remove(door);
      await door.close(reason, code);
    },
  };
}

/** Where upgrades of one path come in. */
class Door implements UpgradeRoute {
  readonly takes: (pathname: string) => boolean;
  private readonly options: AttachUpgradeOptions;
  private readonly channels = new Set<Channel<WsFrame>>();
  private readonly handshakes: WebSocketServer;
  private readonly isOwnHost: (request: IncomingMessage) => boolean;
  private readonly isAllowedOrigin: (origin: string, host: string | null) => boolean;

  constructor(options: AttachUpgradeOptions) {
    const { path, allowedHosts, allowedOrigins = [], maxBytes = MAX_FRAME_BYTES } = options;
    this.options = options;
    this.takes = typeof path === "string" ? (pathname) => pathname === encoded(path) : path;
    this.isOwnHost = hostRule(allowedHosts);
    this.isAllowedOrigin = originRule(allowedOrigins);
    const parsing = { maxPayload: maxBytes, perMessageDeflate: false, closeTimeout: CLOSE_MS };
    this.handshakes = new WebSocketServer({ ...parsing, noServer: true, clientTracking: false });
  }

  take(upgrade: Upgrade): void {
    const { request, socket, head } = upgrade;
    const refusal = this.findRefusal(request);
    if (refusal) {
      refuseUpgrade(socket, refusal);
      return;
    }
    this.handshakes.handleUpgrade(request, socket, head, (webSocket) => {
      const channel = wsChannel(webSocket, this.options);
      this.channels.add(channel);
      channel.onClose(() => this.channels.delete(channel));
      this.handOver(channel, request);
    });
  }

  async close(reason: string | undefined, code: number): Promise<void> {
    await Promise.all([...this.channels].map((channel) => channel.close(reason, code)));
  }

  private findRefusal(request: IncomingMessage): { status: number; reason: string } | undefined {
    const smuggling = findSmuggling(request);
    if (smuggling !== undefined) return { status: 400, reason: smuggling };
    const { host = null, origin } = request.headers;
    if (!this.isOwnHost(request)) {
      const reason = `Host ${JSON.stringify(host)} is not one of this server's names`;
      return { status: 403, reason: host === null ? "a Host header is missing" : reason };
    }
    if (origin === undefined || this.isAllowedOrigin(origin, host)) return undefined;
    return { status: 403, reason: `pages of ${JSON.stringify(origin)} may not use this server` };
  }

  private handOver(channel: Channel<WsFrame>, request: IncomingMessage): void {
    const { onChannel, onError = console.error } = this.options;
    try {
      onChannel(channel, request);
    } catch (error) {
      onError(error);
      void channel.close("the server failed", INTERNAL_ERROR);
    }
  }
}

/** A path as clients send it. */
function encoded(path: string): string {
  return new URL(path, "http://localhost").pathname;
}
