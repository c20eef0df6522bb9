import type { Outcome } from "./maybe.js";
import type { RawResult } from "./skill.js";

const NO_BYTES = new Uint8Array(0);

/** How a call ended, as events carry it. */
export interface CallOutcome {
  /** The result, as MessagePack; empty when it failed. */
  readonly payload: Uint8Array;
  /** "" when it didn't fail. */
  readonly error: string;
}

export function callOutcome(outcome: Outcome<RawResult>): CallOutcome {
  if (!outcome.ok) return { payload: NO_BYTES, error: reasonOf(outcome.error) };
  const { value, error = "" } = outcome.value;
  return { payload: value, error };
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
