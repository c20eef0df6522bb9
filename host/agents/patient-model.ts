import type { Clock } from "@luminarys/sdk-as/engine";
import { backoffMs } from "@luminarys/sdk-as/engine/cores";
import { AgentError } from "./agents.js";
import type { ChatModel, ModelAnswer, ModelRequest } from "./chat-model.js";

export interface Patience {
  readonly clock: Clock;
  /** From 0 up to 1; spreads the waits between attempts. */
  readonly random: () => number;
  /** How often a request is repeated that failed for a while. */
  readonly retries: number;
  /** Most milliseconds for one answer, repeated requests included. */
  readonly answerMs: number;
  /** Most milliseconds without a part of it. */
  readonly silentMs: number;
}

const BACKOFF = { minMs: 500, maxMs: 8000 };

/** Asks a model until it answers, or time is up. Once it has said something, it isn't asked again. */
export class PatientModel implements ChatModel {
  private readonly model: ChatModel;
  private readonly patience: Patience;

  constructor(model: ChatModel, patience: Patience) {
    this.model = model;
    this.patience = patience;
  }

  async answer(request: ModelRequest): Promise<ModelAnswer> {
    const { clock, answerMs } = this.patience;
    const endMs = clock.now() + answerMs;
    const timeout = new AbortController();
    const signal = AbortSignal.any([request.signal, timeout.signal]);
    const giveUp = () => timeout.abort(timedOut(`no whole answer within ${answerMs} ms`));
    const cancel = clock.setTimer(answerMs, giveUp);
    try {
      return await this.attempt({ ...request, signal }, { endMs, timeout });
    } finally {
      cancel();
    }
  }

  close(): Promise<void> {
    return this.model.close();
  }

  private async attempt(
    request: ModelRequest,
    { endMs, timeout }: { endMs: number; timeout: AbortController },
  ): Promise<ModelAnswer> {
    const { clock, random, retries } = this.patience;
    for (let failed = 0; ; failed++) {
      let hasSpoken = false;
      const onPart = (text: string) => {
        hasSpoken ||= text !== "";
        request.onPart(text);
      };
      try {
        return await this.listen({ ...request, onPart }, timeout);
      } catch (error) {
        if (request.signal.aborted) throw request.signal.reason;
        const waitMs = waitAfter(error, () => backoffMs(BACKOFF, { failed, random: random() }));
        const hasTime = waitMs !== undefined && clock.now() + waitMs < endMs;
        if (hasSpoken || failed >= retries || !hasTime) throw error;
        await this.pause(waitMs, request.signal);
      }
    }
  }

  /** Gives up a model that falls silent. */
  private async listen(request: ModelRequest, timeout: AbortController): Promise<ModelAnswer> {
    const { clock, silentMs } = this.patience;
    const giveUp = () => timeout.abort(timedOut(`it was silent for ${silentMs} ms`));
    let cancel = clock.setTimer(silentMs, giveUp);
    const onPart = (text: string) => {
      cancel();
      cancel = clock.setTimer(silentMs, giveUp);
      request.onPart(text);
    };
    try {
      return await this.model.answer({ ...request, onPart });
    } finally {
      cancel();
    }
  }

  private pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        cancel();
        reject(signal.reason);
      };
      const cancel = this.patience.clock.setTimer(ms, () => {
        signal.removeEventListener("abort", end);
        resolve();
      });
      signal.addEventListener("abort", end);
    });
  }
}

/** Undefined where another attempt would fail as well. */
function waitAfter(error: unknown, backoff: () => number): number | undefined {
  if (!(error instanceof AgentError)) return undefined;
  const passes = error.code === "unavailable" || error.code === "exhausted";
  return passes ? (error.retryAfterMs ?? backoff()) : undefined;
}

function timedOut(reason: string): AgentError {
  return new AgentError(`Cannot ask the model: ${reason}`, { code: "timeout" });
}
