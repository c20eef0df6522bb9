import { type EngineResult, type HostCall, timeLeftMs } from "@luminarys/sdk-as/engine";
import type { Prompt } from "../../attachment.js";
import type { Host } from "../../host.js";
import type { LogLine } from "../../log/log-line.js";
import type { Arguments } from "../../tools/read-arguments.js";
import type { ClientLink } from "./client-link.js";
import { type Heartbeat, startHeartbeat } from "./heartbeat.js";
import { readProgress } from "./read-progress.js";
import { promptError } from "./sampling.js";

export interface CallInput {
  readonly skillId: string;
  readonly method: string;
  readonly args: Arguments;
  readonly requestId: string;
  readonly sessionId: string;
  readonly traceId: string;
}

/** What a skill asked, which waits for a client's next request. */
export interface Question {
  readonly prompt: Prompt;
  answer(text: string): void;
  refuse(error: Error): void;
}

export type CallEvent =
  | { readonly kind: "ended"; readonly result: EngineResult }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "asked"; readonly question: Question };

/** Most milliseconds that a model may take, as for the configured endpoint. */
const MAX_PROMPT_MS = 600_000;

/** One call of a tool, from its first request to its answer; between two requests it has no link. */
export class ActiveCall {
  private readonly host: Host;
  private readonly cancelling = new AbortController();
  private readonly outcome: Promise<CallEvent>;
  private link: ClientLink | undefined;
  private heartbeat: Heartbeat | undefined;
  private question: Question | undefined;
  private onAsked: ((question: Question) => void) | undefined;

  constructor(host: Host, { skillId, method, ...call }: CallInput) {
    this.host = host;
    const { signal } = this.cancelling;
    this.outcome = host.invoke(skillId, method, { ...call, signal }).then(
      (result) => ({ kind: "ended", result }),
      (error: unknown) => ({ kind: "failed", error }),
    );
  }

  /** Settles when the call has ended, whoever waits. */
  get done(): Promise<unknown> {
    return this.outcome;
  }

  /** Serves one request of the client until the call ends or asks something. */
  async serve(link: ClientLink): Promise<CallEvent> {
    this.link = link;
    this.heartbeat = link.wantsProgress ? startHeartbeat(link, this.host.engine.clock) : undefined;
    const asked = new Promise<CallEvent>((resolve) => {
      this.onAsked = (question) => resolve({ kind: "asked", question });
      if (this.question) this.onAsked(this.question);
    });
    try {
      return await Promise.race([this.outcome, asked]);
    } finally {
      this.heartbeat?.stop();
      this.heartbeat = undefined;
      this.onAsked = undefined;
      this.link = undefined;
    }
  }

  /** Ends it, with its skill's thread where that runs it. */
  cancel(): void {
    this.cancelling.abort();
  }

  /** What the skill logs; lines with `mcp.progress` say how far it is. */
  log(line: LogLine): void {
    const { link } = this;
    const progress = readProgress(line);
    if (!progress) link?.log(line);
    else if (link?.wantsProgress) {
      this.heartbeat?.stop();
      link.progress(progress);
    }
  }

  /** Undefined when the client offers no model. */
  answerPrompt(prompt: Prompt, call: HostCall): Promise<string> | undefined {
    const { link } = this;
    if (link?.sampling === "push") {
      const left = timeLeftMs(call, this.host.engine.clock.now());
      const timeoutMs = Math.min(MAX_PROMPT_MS, left);
      return link.sample(prompt, { timeoutMs, signal: this.cancelling.signal });
    }
    if (link?.sampling === "retry") return this.ask(prompt);
    return undefined;
  }

  private ask(prompt: Prompt): Promise<string> {
    return new Promise((resolve, reject) => {
      const settle = <T>(use: (value: T) => void) => {
        return (value: T) => {
          this.question = undefined;
          use(value);
        };
      };
      this.question = { prompt, answer: settle(resolve), refuse: settle(reject) };
      const { signal } = this.cancelling;
      signal.addEventListener("abort", () => reject(promptError("the call was cancelled")));
      this.onAsked?.(this.question);
    });
  }
}
