import type { HttpPermission } from "@luminarys/sdk-as/engine";

/** The method that gets a socket's messages. */
export interface Handler {
  readonly skillId: string;
  readonly method: string;
  /** What its parameter `message` takes. */
  readonly takes: "text" | "bytes" | "any";
}

interface Declared {
  readonly name: string;
  /** Nobody is called without it. */
  readonly handler?: Handler | undefined;
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
