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

/** A call that threw instead of answering, whoever made it. */
export interface MockCrash {
  readonly skillId: string;
  readonly method: string;
  readonly error: unknown;
}

export interface RecorderParts {
  readonly skillId: string;
  readonly now: () => number;
  /** Whether the test made the call. */
  readonly isDirect: (requestId: string) => boolean;
  readonly record: (event: MockEvent) => void;
  readonly onCrash: (crash: MockCrash) => void;
}

/** Runs the same, and tells of calls that threw and of those that the test didn't make. */
export function recordCalls(runner: SkillRunner, parts: RecorderParts): SkillRunner {
  const { skillId, now, isDirect, record, onCrash } = parts;
  return {
    ...runner,
    invokeRaw(method, payload, call) {
      const { requestId = "", sessionId = "", callerId = "" } = call;
      const atMs = now();
      const outcome = attempt(() => runner.invokeRaw(method, payload, call));
      return chain(outcome, (ended) => {
        if (!ended.ok) onCrash({ skillId, method, error: ended.error });
        if (!isDirect(requestId)) {
          const args = toPlain(decodeMessage(payload), LIMITS);
          const error = ended.ok ? ended.value.error : (ended.error as Error).message;
          record({ skillId, method, payload: args, sessionId, callerId, atMs, error });
        }
        return unwrap(ended);
      });
    },
  };
}
