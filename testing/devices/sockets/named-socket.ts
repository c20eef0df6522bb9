import type { SocketMessage } from "../../../engine/wire/sockets.gen.js";
import type { WsConnection } from "../ws/connection.js";

/** All fake connections that go by one name. */
export class NamedSocket {
  readonly name: string;
  /** Where it leads when it is outbound. */
  readonly url: string | undefined;
  /** Whether it goes with its last connection: a skill has connected it. */
  readonly isOnDemand: boolean;
  private readonly all: WsConnection[] = [];

  constructor(parts: { name: string; url?: string | undefined; isOnDemand: boolean }) {
    this.name = parts.name;
    this.url = parts.url;
    this.isOnDemand = parts.isOnDemand;
  }

  /** Those that are open. */
  get peers(): readonly WsConnection[] {
    return this.all.filter(({ isOpen }) => isOpen);
  }

  join(peer: WsConnection): void {
    this.all.push(peer);
  }
}

/** One message on its way from a peer. */
export interface Incoming extends SocketMessage {
  readonly socket: NamedSocket;
  readonly peer: WsConnection;
  readonly sessionId: string;
}
