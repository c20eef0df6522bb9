import { type Clock, decideHttp, demand, HostError } from "@luminarys/sdk-as/engine";
import type { NetworkContext } from "../../devices/device-context.js";
import type { TimeLimit } from "../../devices/network/time-limit.js";
import { type Connected, connectOut } from "./connect-out.js";
import { messageLimit } from "./message-limit.js";
import type { NamedSocket } from "./named-socket.js";
import { Opening } from "./opening.js";

const GOING_AWAY = 1001;

/** A name that a skill has connected to a URL. */
export interface OnDemandSocket {
  readonly socket: NamedSocket;
  /** Whose connection it is. */
  readonly context: NetworkContext;
  readonly opening: Opening;
}

export interface OnDemandParts {
  readonly clock: Clock;
  readonly create: (name: string) => NamedSocket;
  /** Told once when a name has ended, or wasn't connected. */
  readonly onForgotten: (name: string) => void;
}

/** The sockets that exist because a skill gave a URL for a name that nobody had. */
export class OnDemandSockets {
  private readonly parts: OnDemandParts;
  private readonly byName = new Map<string, OnDemandSocket>();

  constructor(parts: OnDemandParts) {
    this.parts = parts;
  }

  find(name: string): OnDemandSocket | undefined {
    return this.byName.get(name);
  }

  /**
   * Begins to connect a name that is free. Throws a HostError when the skill may not, or has no
   * connection left.
   */
  connect(
    { name, url }: { name: string; url: string },
    { context, action }: { context: NetworkContext; action: string },
  ): OnDemandSocket {
    const { http: permission } = context.manifest.permissions;
    demand(decideHttp(permission, { url, websocket: true }), action);
    const release = context.connections.take(action);
    const socket = this.parts.create(name);
    socket.url = url;
    const forget = () => {
      release();
      this.forget(socket);
    };
    const destination = {
      url,
      permission,
      network: context,
      maxMessageBytes: messageLimit(context.manifest),
    };
    const open = async (limit: TimeLimit) => {
      try {
        const connected = await connectOut(destination, { limit, action });
        if (this.byName.get(name)?.socket !== socket) throw await refuse(connected, action);
        socket.join({ ...connected, sessionId: name }, forget);
      } catch (error) {
        forget();
        throw error;
      }
    };
    const { clock } = this.parts;
    const opening = new Opening({ clock, action, open, onAbandoned: () => this.forget(socket) });
    const made = { socket, context, opening };
    this.byName.set(name, made);
    return made;
  }

  /** Ends those that a skill may no longer have. */
  async closeWhere(unwanted: (context: NetworkContext, name: string) => boolean): Promise<void> {
    const ended = [...this.byName.values()].filter(({ context, socket }) =>
      unwanted(context, socket.name),
    );
    await Promise.all(ended.map((each) => this.end(each)));
  }

  private async end({ socket, opening }: OnDemandSocket): Promise<void> {
    this.forget(socket);
    const message = `Cannot connect socket "${socket.name}": it was closed`;
    opening.abort(new HostError(message, { code: "closed" }));
    await socket.close(GOING_AWAY, "");
  }

  private forget(socket: NamedSocket): void {
    const { name } = socket;
    if (this.byName.get(name)?.socket !== socket) return;
    this.byName.delete(name);
    this.parts.onForgotten(name);
  }
}

/** It was closed at the very moment. */
async function refuse({ channel }: Connected, action: string): Promise<HostError> {
  await channel.close("", GOING_AWAY);
  return new HostError(`Cannot ${action}: it was closed`, { code: "closed" });
}
