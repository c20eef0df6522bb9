import type { HttpConfig } from "../config/model.js";
import type { Access } from "../listen/access.js";
import { type Listener, listen, type UpgradeMount } from "../listen/listen.js";
import type { Mount } from "../listen/mount.js";

/** What one server has. */
export interface ServerParts {
  readonly mounts: Mount[];
  readonly upgrades: UpgradeMount[];
}

export interface OpenOptions {
  readonly http: HttpConfig;
  readonly onError: (error: unknown) => void;
  readonly onAccess?: ((access: Access) => void) | undefined;
}

/** The port of a server of its own; undefined is the one server of `http`. */
export type ServerPort = number | undefined;

/** What is to be served, by port. */
export class ServerPlans {
  private readonly plans = new Map<ServerPort, ServerParts>();
  private readonly http: HttpConfig;

  constructor(http: HttpConfig) {
    this.http = http;
  }

  /** Of the one server, where the port is its own. */
  at(port: ServerPort): ServerParts {
    const isMain = port === undefined || (port !== 0 && port === this.http.addr.port);
    const key = isMain ? undefined : port;
    const known = this.plans.get(key);
    if (known) return known;
    const parts: ServerParts = { mounts: [], upgrades: [] };
    this.plans.set(key, parts);
    return parts;
  }

  /** Opens a server for each port. Rejects with a ListenError, and none stays open then. */
  async open(options: Omit<OpenOptions, "http">): Promise<Servers> {
    const open = new Map<ServerPort, Listener>();
    const close = async () => {
      await Promise.all([...open.values()].map((each) => each.close()));
    };
    try {
      for (const [port, parts] of this.plans) {
        const { host } = this.http.addr;
        const addr = port === undefined ? this.http.addr : { host, port };
        open.set(port, await listen({ ...options, ...parts, http: { ...this.http, addr } }));
      }
    } catch (error) {
      await close();
      throw error;
    }
    const find = (port: ServerPort) => open.get(port) ?? open.get(undefined);
    return { urlOf: (port) => find(port)?.url, ports: [...open.values()].map(portOf), close };
  }
}

export interface Servers {
  /** Where the server of a port listens. */
  urlOf(port: ServerPort): string | undefined;
  readonly ports: readonly number[];
  close(): Promise<void>;
}

function portOf({ port }: Listener): number {
  return port;
}
