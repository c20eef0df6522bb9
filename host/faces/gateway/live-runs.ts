import type { ChatRun } from "./chat-run.js";
import { GatewayError } from "./gateway-error.js";

/** Runs end; nobody knows when. */
const RETRY_AFTER_MS = 1000;

export interface RunLimits {
  readonly ofUser: number;
  readonly ofAll: number;
}

/** Where a run belongs. */
export interface RunPlace {
  readonly owner: string;
  /** The session, as it is stored. */
  readonly storedId: string;
}

/** The runs that go on or wait. They outlive their connections, and are bounded therefore. */
export class LiveRuns {
  private readonly limits: RunLimits;
  private readonly byId = new Map<string, ChatRun>();
  private readonly bySession = new Map<string, Set<ChatRun>>();
  private readonly counts = new Map<string, number>();

  constructor(limits: RunLimits) {
    this.limits = limits;
  }

  get all(): readonly ChatRun[] {
    return [...this.byId.values()];
  }

  /** Of a session, in the order of their turns. */
  of(storedId: string): readonly ChatRun[] {
    return [...(this.bySession.get(storedId) ?? [])];
  }

  /** Ids are a client's choice: those of one user mean nobody else's runs. */
  find(owner: string, runId: string): ChatRun | undefined {
    return this.byId.get(keyOf(owner, runId));
  }

  /** Throws a GatewayError when there may be no other one, or there is one of this id. */
  demandRoom(owner: string, runId: string): void {
    if (this.find(owner, runId)) {
      const message = `Cannot send: run ${JSON.stringify(runId)} goes on`;
      throw new GatewayError("ALREADY_EXISTS", message);
    }
    const own = this.counts.get(owner) ?? 0;
    if (own >= this.limits.ofUser) throw tooMany(`${own} runs of this user go on`);
    if (this.byId.size >= this.limits.ofAll) throw tooMany(`${this.byId.size} runs go on`);
  }

  add(run: ChatRun, { owner, storedId }: RunPlace): void {
    this.byId.set(keyOf(owner, run.id), run);
    this.count(owner, 1);
    const runs = this.bySession.get(storedId) ?? new Set();
    this.bySession.set(storedId, runs.add(run));
  }

  remove(run: ChatRun, { owner, storedId }: RunPlace): void {
    this.byId.delete(keyOf(owner, run.id));
    this.count(owner, -1);
    const runs = this.bySession.get(storedId);
    runs?.delete(run);
    if (runs?.size === 0) this.bySession.delete(storedId);
  }

  private count(owner: string, more: number): void {
    const count = (this.counts.get(owner) ?? 0) + more;
    if (count === 0) this.counts.delete(owner);
    else this.counts.set(owner, count);
  }
}

function keyOf(owner: string, runId: string): string {
  return `${owner}/${runId}`;
}

function tooMany(reason: string): GatewayError {
  const options = { retryAfterMs: RETRY_AFTER_MS };
  return new GatewayError("RESOURCE_EXHAUSTED", `Cannot send: ${reason}`, options);
}
