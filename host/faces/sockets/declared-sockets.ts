import type { Clock } from "@luminarys/sdk-as/engine";
import type { Host } from "../../host.js";
import type { LogRecord } from "../../log/log-record.js";
import { DeclaredConnection } from "./declared-connection.js";
import type { NamedSocket } from "./named-socket.js";
import type { ConnectingPlan, SocketPlan } from "./socket-plan.js";

const GOING_AWAY = 1001;

export interface DeclaredSocketsParts {
  readonly clock: Clock;
  readonly network: Host["network"];
  /** Gives numbers from 0 up to 1. */
  readonly random: () => number;
  readonly create: (name: string) => NamedSocket;
  /** Told when a name is declared no more. */
  readonly onForgotten: (name: string) => void;
  readonly onLog: (record: LogRecord) => void;
}

/** The sockets that host.yaml and manifests declare. */
export class DeclaredSockets {
  private readonly parts: DeclaredSocketsParts;
  private readonly byName = new Map<string, NamedSocket>();
  private readonly connections = new Map<string, DeclaredConnection>();

  constructor(parts: DeclaredSocketsParts) {
    this.parts = parts;
  }

  get names(): readonly string[] {
    return [...this.byName.keys()];
  }

  find(name: string): NamedSocket | undefined {
    return this.byName.get(name);
  }

  /** Those that listen on a port; without one, on the host's one server. */
  listening(port: number | undefined): readonly (readonly [path: string, socket: NamedSocket])[] {
    return [...this.byName.values()].flatMap((socket) => {
      const { plan } = socket;
      return plan?.kind === "listen" && plan.port === port ? [[plan.path, socket] as const] : [];
    });
  }

  /** Brings all to what is declared now; what stays the same stays connected. */
  update(plans: readonly SocketPlan[]): void {
    const next = new Map(plans.map((plan) => [plan.name, plan]));
    for (const [name, socket] of [...this.byName]) {
      const plan = next.get(name);
      if (!plan || isMoved(socket.plan, plan)) void this.drop(socket);
    }
    for (const plan of plans) this.declare(plan);
  }

  async close(): Promise<void> {
    await Promise.all([...this.byName.values()].map((socket) => this.drop(socket)));
  }

  private declare(plan: SocketPlan): void {
    const { name } = plan;
    const known = this.byName.get(name);
    const socket = known ?? this.parts.create(name);
    socket.plan = plan;
    if (known) return;
    this.byName.set(name, socket);
    if (plan.kind === "connect") this.connect(socket, plan);
  }

  private connect(socket: NamedSocket, { url, permission, maxMessageBytes }: ConnectingPlan): void {
    const { clock, network, random, onLog } = this.parts;
    const { name } = socket;
    socket.url = url;
    const connection = new DeclaredConnection({
      socket,
      destination: { url, permission, network, maxMessageBytes },
      clock,
      random,
      onConnected: () => onLog({ level: "info", message: `socket "${name}" is connected` }),
      onFailure: ({ message }, isFinal) => {
        if (isFinal) onLog({ level: "error", message });
        else onLog({ level: "warn", message: `${message}; it is tried again` });
      },
    });
    this.connections.set(name, connection);
    void connection.start();
  }

  private drop(socket: NamedSocket): Promise<void> {
    const { name } = socket;
    this.connections.get(name)?.stop();
    this.connections.delete(name);
    this.byName.delete(name);
    this.parts.onForgotten(name);
    return socket.close(GOING_AWAY, "");
  }
}

/** Whether those who are connected are connected to something else now. */
function isMoved(before: SocketPlan | undefined, after: SocketPlan): boolean {
  return JSON.stringify(placeOf(before)) !== JSON.stringify(placeOf(after));
}

function placeOf(plan: SocketPlan | undefined) {
  return plan && { ...plan, handler: undefined };
}
