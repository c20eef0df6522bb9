import { decodeMessage } from "../engine/codec/message.js";
import type { SkillRunner } from "../engine/hosted-skill.js";
import { attempt, chain, unwrap } from "../engine/maybe.js";
import { type PlainValue, toPlain } from "../engine/plain-value.js";

const LIMITS = { maxLength: 4096, maxItems: 1000 };

/** A call that the test didn't make itself: of a callback, a schedule, or by another skill. */
export interface MockEvent {
  readonly skillId: string;
  readonly method: string;
  /** The arguments, with bytes as `{ $bytes, base64 }`. */
  readonly payload: PlainValue;
  readonly sessionId: string;
  /** Id of the skill that called; "" for a skill's own callbacks. */
  readonly callerId: string;
  /** Unix time in milliseconds when it began. */
  readonly atMs: number;
  /** What it answered, or what ended it. */
  readonly error: string | undefined;
}

export interface RecorderParts {
  readonly skillId: string;
  readonly now: () => number;
  /** Whether the test made the call. */
  readonly isDirect: (requestId: string) => boolean;
  readonly record: (event: MockEvent) => void;
}

/** Runs the same and tells of every call that the test didn't make. */
export function recordCalls(runner: SkillRunner, parts: RecorderParts): SkillRunner {
  const { skillId, now, isDirect, record } = parts;
  return {
    ...runner,
    invokeRaw(method, payload, call) {
      const { requestId = "", sessionId = "", callerId = "" } = call;
      if (isDirect(requestId)) return runner.invokeRaw(method, payload, call);
      const atMs = now();
      const args = toPlain(decodeMessage(payload), LIMITS);
      const outcome = attempt(() => runner.invokeRaw(method, payload, call));
      return chain(outcome, (ended) => {
        const error = ended.ok ? ended.value.error : String((ended.error as Error).message);
        record({ skillId, method, payload: args, sessionId, callerId, atMs, error });
        return unwrap(ended);
      });
    },
  };
}
