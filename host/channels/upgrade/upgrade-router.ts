import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { ignoreUpgrade, isWebSocket } from "./ignore-upgrade.js";
import { refuseUpgrade } from "./refuse-upgrade.js";

/** An upgrade: the socket is the taker's, `head` is what came after the request. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

export interface UpgradeRoute {
  takes(pathname: string): boolean;
  take(upgrade: Upgrade): void;
}

const NOTHING_HERE = { status: 404, reason: "there is nothing to upgrade to at this path" };

const routers = new WeakMap<Server, UpgradeRouter>();

/** All routes of one server, behind one listener. */
export class UpgradeRouter {
  private readonly server: Server;
  private readonly routes = new Set<UpgradeRoute>();

  private constructor(server: Server) {
    this.server = server;
  }

  static of(server: Server): UpgradeRouter {
    const router = routers.get(server) ?? new UpgradeRouter(server);
    routers.set(server, router);
    return router;
  }

  add(route: UpgradeRoute): void {
    if (this.routes.size === 0) this.server.on("upgrade", this.listen);
    this.routes.add(route);
  }

  remove(route: UpgradeRoute): void {
    this.routes.delete(route);
    if (this.routes.size === 0) this.server.off("upgrade", this.listen);
  }

  private readonly listen = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // The server has let go of the socket: an error nobody listens to would end the process.
    socket.on("error", () => socket.destroy());
    const upgrade = { request, socket, head };
    const areOthers = this.server.listenerCount("upgrade") > 1;
    const pathname = pathOf(request);
    const route = [...this.routes].find((each) => each.takes(pathname));
    if (isWebSocket(request) && route) route.take(upgrade);
    else if (areOthers) return;
    else if (isWebSocket(request)) refuseUpgrade(socket, NOTHING_HERE);
    else ignoreUpgrade(this.server, upgrade);
  };
}

/** As it was sent, without a query: nothing is decoded or resolved. */
export function pathOf({ url = "" }: Pick<IncomingMessage, "url">): string {
  return url.split("?", 1)[0] ?? "";
}
