import type { Value } from "../engine/codec/value.js";
import type { SkillCommand } from "../engine/command.js";
import type { EngineCall } from "../engine/engine.js";
import type { JournalEntry } from "../engine/journal.js";
import { demandOptions, optionKinds } from "./option-check.js";

/** How a test calls a skill, beside method and arguments. */
export interface MockCallOptions {
  /** Default: the host's first skill. */
  skill?: string;
  sessionId?: string;
  llmSessionId?: string;
  /** Id of the skill that is said to call. */
  callerId?: string;
  /** The session's state, instead of what is kept. */
  state?: Uint8Array;
  /** Milliseconds of virtual time in which the call must end. */
  deadlineMs?: number;
}

/** What a call answered. With `error`, value, state and commands are empty. */
export interface MockResult {
  /** The method that was called. */
  readonly method: string;
  readonly value: Value;
  readonly error: string | undefined;
  readonly llmContext: string | undefined;
  /** What the skill asks to be done after the call; it has been when this is read. */
  readonly commands: readonly SkillCommand[];
  /** The session's new state; undefined is unchanged. */
  readonly state: Uint8Array | undefined;
  /** The host calls of the call, and of what it caused at once. */
  readonly journal: readonly JournalEntry[];
}

const shape = {
  skill: optionKinds.text,
  sessionId: optionKinds.text,
  llmSessionId: optionKinds.text,
  callerId: optionKinds.text,
  state: optionKinds.bytes,
  deadlineMs: optionKinds.number,
};

/** Throws a TypeError for what is no option of a call. */
export function demandCallOptions(options: MockCallOptions, method: string): void {
  demandOptions(options, { action: `call "${method}"`, shape });
}

export function engineCall(
  args: Readonly<Record<string, unknown>>,
  options: MockCallOptions & { requestId: string },
): EngineCall {
  const { requestId, sessionId = "", llmSessionId = "", callerId = "" } = options;
  const { state, deadlineMs } = options;
  return {
    args,
    requestId,
    sessionId,
    llmSessionId,
    callerId,
    ...(state && { state }),
    ...(deadlineMs !== undefined && { timeoutMs: deadlineMs }),
  };
}
