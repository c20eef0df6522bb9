import { GatewayError } from "./gateway-error.js";

/** A line moves on when its first run ends; nobody knows when. */
const RETRY_AFTER_MS = 1000;

type Turn = () => Promise<void>;

/** What happens in one session happens one after the other: each has a line of those that wait. */
export class SessionLines {
  private readonly most: number;
  /** Of the sessions in which something happens; the first one of each is at it. */
  private readonly lines = new Map<string, Turn[]>();

  /** `most` may wait in each. */
  constructor(most: number) {
    this.most = most;
  }

  /** How many sessions are busy. */
  get size(): number {
    return this.lines.size;
  }

  /** Takes its place; a turn mustn't fail. Throws a GatewayError when too many wait. */
  enter(sessionId: string, turn: Turn): void {
    const line = this.lines.get(sessionId);
    if (!line) {
      const begun = [turn];
      this.lines.set(sessionId, begun);
      void this.serve(sessionId, begun);
      return;
    }
    if (line.length <= this.most) return void line.push(turn);
    const reason = `${this.most} messages wait for their turn in this session`;
    const options = { retryAfterMs: RETRY_AFTER_MS };
    throw new GatewayError("RESOURCE_EXHAUSTED", `Cannot send: ${reason}`, options);
  }

  /** Leaves before its turn has come. */
  leave(sessionId: string, turn: Turn): void {
    const line = this.lines.get(sessionId) ?? [];
    const at = line.indexOf(turn);
    if (at > 0) line.splice(at, 1);
  }

  private async serve(sessionId: string, line: Turn[]): Promise<void> {
    for (let turn = line[0]; turn; turn = line[0]) {
      await turn();
      line.shift();
    }
    this.lines.delete(sessionId);
  }
}
