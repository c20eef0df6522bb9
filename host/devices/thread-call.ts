import { type HostCall, HostError } from "@luminarys/sdk-as/engine";

/** A host call of a skill's thread, with what its device may say and hear of it. */
export interface ThreadCall extends HostCall {
  /** Adds to its entry in the journal, such as whom was asked. */
  readonly note?: (text: string) => void;
  /** Aborted once the thread has been ended: nobody waits for the answer any more. */
  readonly ended?: AbortSignal;
}

/** What a host call fails with whose thread has been ended. */
export function endedError(action: string): HostError {
  return new HostError(`Cannot ${action}: its call has been ended`, { code: "closed" });
}

/** Runs it once the call's thread has been ended, or at once. Gives what forgets it. */
export function whenEnded({ ended }: Pick<ThreadCall, "ended">, run: () => void): () => void {
  if (ended?.aborted) run();
  if (!ended || ended.aborted) return () => {};
  ended.addEventListener("abort", run, { once: true });
  return () => ended.removeEventListener("abort", run);
}
