import { type Clock, HostError, Reconnector } from "@luminarys/sdk-as/engine";
import { TimeLimit } from "../../devices/network/time-limit.js";
import { type Connected, connectOut, type Destination } from "./connect-out.js";
import type { NamedSocket } from "./named-socket.js";

const DELAYS = { min_ms: 1000, max_ms: 30_000 };
const GOING_AWAY = 1001;

export interface DeclaredConnectionParts {
  readonly socket: NamedSocket;
  readonly destination: Destination;
  readonly clock: Clock;
  /** Gives numbers from 0 up to 1. */
  readonly random: () => number;
  readonly onConnected: () => void;
  /** The connection was lost or couldn't be made; for the last time when it is denied. */
  readonly onFailure: (error: HostError, isFinal: boolean) => void;
}

/** Keeps a declared socket connected: a lost connection is made again, after 1 to 30 seconds. */
export class DeclaredConnection {
  private readonly parts: DeclaredConnectionParts;
  private readonly reconnector: Reconnector<Connected>;
  private attempt: TimeLimit | undefined;
  private isStopped = false;
  private isTold = false;

  constructor(parts: DeclaredConnectionParts) {
    const { clock, random } = parts;
    this.parts = parts;
    this.reconnector = new Reconnector<Connected>({
      delays: DELAYS,
      clock,
      random,
      open: () => this.open(),
      onOpen: (connected) => this.take(connected),
      onDenied: () => {},
      discard: ({ channel }) => void channel.close("", GOING_AWAY),
    });
  }

  /** Connects now. */
  async start(): Promise<void> {
    try {
      const connected = await this.open();
      if (this.isStopped) await connected.channel.close("", GOING_AWAY);
      else this.take(connected);
    } catch (error) {
      const isFinal = error instanceof HostError && error.code === "denied";
      if (!this.isStopped && !isFinal) this.reconnector.start();
    }
  }

  /** Gives up. The connection that is open stays so. */
  stop(): void {
    const message = `Cannot ${this.action}: it was closed`;
    this.isStopped = true;
    this.reconnector.stop();
    this.attempt?.abort(new HostError(message, { code: "closed" }));
  }

  private get action(): string {
    return `connect socket "${this.parts.socket.name}"`;
  }

  private async open(): Promise<Connected> {
    const { clock, destination } = this.parts;
    const { action } = this;
    const limit = new TimeLimit({ clock, call: { deadlineNs: 0 }, timeoutMs: 0, action });
    this.attempt = limit;
    try {
      return await connectOut(destination, { limit, action });
    } catch (error) {
      this.tell(hostError(error, action));
      throw error;
    } finally {
      limit.end();
    }
  }

  private take(connected: Connected): void {
    const { socket, onConnected } = this.parts;
    this.isTold = false;
    socket.join({ ...connected, sessionId: socket.name }, (_, reason) => this.lose(reason));
    onConnected();
  }

  private lose(reason = "its peer closed it"): void {
    if (this.isStopped) return;
    const message = `Cannot keep socket "${this.parts.socket.name}" connected: ${reason}`;
    this.tell(new HostError(message, { code: "closed" }));
    this.reconnector.start();
  }

  /** Once, until it is connected again. */
  private tell(error: HostError): void {
    const isFinal = error.code === "denied";
    if (this.isStopped || (this.isTold && !isFinal)) return;
    this.isTold = true;
    this.parts.onFailure(error, isFinal);
  }
}

function hostError(error: unknown, action: string): HostError {
  if (error instanceof HostError) return error;
  return new HostError(`Cannot ${action}: ${error}`, { code: "internal", cause: error });
}
