import type { Clock } from "@luminarys/sdk-as/engine";
import type { Chats } from "./chats.js";
import type { Sessions } from "./sessions.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface SessionExpiryOptions {
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly chats: Pick<Chats, "change" | "runsOf">;
  /** After so many days without a message a session is forgotten. */
  readonly days: number;
  /** Told of what the store failed with; it is tried again an hour later. */
  readonly onError: (error: unknown) => void;
}

/** Forgets sessions that nobody has used for long: at the start, and then every hour. */
export class SessionExpiry {
  private readonly options: SessionExpiryOptions;
  private cancel: () => void;
  private isClosed = false;

  constructor(options: SessionExpiryOptions) {
    this.options = options;
    this.cancel = options.clock.setTimer(0, () => void this.round());
  }

  close(): void {
    this.isClosed = true;
    this.cancel();
  }

  private async round(): Promise<void> {
    const { clock, onError } = this.options;
    await this.forget().catch(onError);
    if (!this.isClosed) this.cancel = clock.setTimer(HOUR_MS, () => void this.round());
  }

  private async forget(): Promise<void> {
    const { clock, sessions, chats, days } = this.options;
    const sinceMs = clock.now() - days * DAY_MS;
    const unused = (await sessions.list(undefined)).filter(({ usedMs }) => usedMs < sinceMs);
    for (const session of unused) {
      if (this.isClosed) return;
      if (chats.runsOf(session.id).length > 0) continue;
      await chats.change(session.id, () => sessions.removeUnused(session, sinceMs));
    }
  }
}
