import type { HttpPermission } from "@luminarys/sdk-as/engine";
import type { SocketHandler } from "@luminarys/sdk-as/engine/cores";

interface Declared {
  readonly name: string;
  /** Nobody is called without it. */
  readonly handler?: SocketHandler | undefined;
}

export interface ListeningPlan extends Declared {
  readonly kind: "listen";
  readonly path: string;
  /** Of a server of its own; the host's one server unless given. */
  readonly port?: number | undefined;
}

export interface ConnectingPlan extends Declared {
  readonly kind: "connect";
  readonly url: string;
  /** What lets it connect: the declaring manifest's, or host.yaml's word for this URL. */
  readonly permission: HttpPermission;
  /** A larger message ends the connection. */
  readonly maxMessageBytes: number;
}

/** A declared socket whose route was found right. */
export type SocketPlan = ListeningPlan | ConnectingPlan;
