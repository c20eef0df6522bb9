import type { Clock } from "@luminarys/sdk-as/engine";
import { HttpSession, type HttpSessionOptions } from "./http-session.js";

export interface HttpSessionsOptions {
  readonly clock: Clock;
  /** Most at once; one more ends the one that was unused for longest. */
  readonly most: number;
  /** Milliseconds without a request or a stream after which one ends. */
  readonly idleMs: number;
}

/** The sessions of all clients. */
export class HttpSessions {
  private readonly options: HttpSessionsOptions;
  /** In the order of their last use. */
  private readonly sessions = new Map<string, HttpSession>();
  private cancelTimer: (() => void) | undefined;

  constructor(options: HttpSessionsOptions) {
    this.options = options;
  }

  get size(): number {
    return this.sessions.size;
  }

  /** Of this owner, as used now. */
  find(id: string, owner: string): HttpSession | undefined {
    const session = this.sessions.get(id);
    if (session?.owner !== owner) return undefined;
    this.sessions.delete(id);
    this.sessions.set(id, session);
    return session;
  }

  /** Undefined when all that are there are in use. */
  async open(
    input: Pick<HttpSessionOptions, "server" | "owner" | "hearChanges">,
  ): Promise<HttpSession | undefined> {
    const { clock, most } = this.options;
    if (this.sessions.size >= most) {
      const oldest = [...this.sessions.values()].find((each) => !each.isListening);
      if (!oldest) return undefined;
      this.sessions.delete(oldest.id);
      void oldest.close();
    }
    const session: HttpSession = new HttpSession({
      ...input,
      now: () => clock.now(),
      onEnded: () => void this.sessions.delete(session.id),
    });
    this.sessions.set(session.id, session);
    await session.open();
    this.wait();
    return session;
  }

  async close(): Promise<void> {
    this.cancelTimer?.();
    await Promise.all([...this.sessions.values()].map((session) => session.close()));
  }

  private wait(): void {
    if (this.cancelTimer || this.sessions.size === 0) return;
    const { clock, idleMs } = this.options;
    this.cancelTimer = clock.setTimer(Math.ceil(idleMs / 4), () => {
      this.cancelTimer = undefined;
      this.endIdle();
      this.wait();
    });
  }

  private endIdle(): void {
    const { clock, idleMs } = this.options;
    const oldestMs = clock.now() - idleMs;
    for (const session of this.sessions.values()) {
      if (!session.isListening && session.usedMs <= oldestMs) void session.close();
    }
  }
}
