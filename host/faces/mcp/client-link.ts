import type { Prompt } from "../../attachment.js";
import type { LogLine } from "../../log/log-line.js";

/** How far a call is; `total` where it is known. */
export interface CallProgress {
  readonly progress: number;
  readonly total?: number;
  readonly message?: string;
}

/**
 * The client's end of one request, while that is open. `push`: the client's model is asked at once.
 * `retry`: the client gets the question as its answer and repeats the request with what the model said.
 */
export interface ClientLink {
  readonly sampling: "push" | "retry" | undefined;
  readonly wantsProgress: boolean;
  log(line: LogLine): void;
  progress(progress: CallProgress): void;
  /** Asks the client's model, where it's pushed. Rejects with a HostError. */
  sample(prompt: Prompt, options: { timeoutMs: number; signal: AbortSignal }): Promise<string>;
}
