import { type Clock, HostError, type HostFunctionTypes } from "@luminarys/sdk-as/engine";
import { Agent, type Dispatcher, request } from "undici";
import { readCompletion, readFailure } from "./completion.js";
import { completionsUrl, type LlmEndpoint } from "./endpoint.js";
import { isPassingStatus } from "./passing-status.js";
import { retryAfterMs } from "./retry-after.js";

type PromptCompleteRequest = HostFunctionTypes["prompt_complete"]["request"];

/** How one request to a model's endpoint ended. */
export type ChatAttempt =
  | { readonly ok: true; readonly content: string }
  | {
      readonly ok: false;
      readonly error: HostError;
      /** Whether it may be different next time. */
      readonly passes: boolean;
      /** When the endpoint wants to be asked again. */
      readonly retryAfterMs?: number | undefined;
    };

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** Asks one endpoint. The time is the caller's, who aborts. */
export class ChatClient {
  private readonly endpoint: LlmEndpoint;
  private readonly url: URL;
  private readonly clock: Clock;
  private readonly agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

  constructor(endpoint: LlmEndpoint, clock: Clock) {
    this.endpoint = endpoint;
    this.url = completionsUrl(endpoint);
    this.clock = clock;
  }

  /** Rejects with the signal's reason once that is aborted. */
  async ask(prompt: PromptCompleteRequest, signal: AbortSignal): Promise<ChatAttempt> {
    try {
      const answer = await request(this.url, { ...this.optionsOf(prompt), signal });
      return this.judge(answer, await textOf(answer.body));
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof HostError) return { ok: false, error, passes: false };
      return this.unreachable(error);
    }
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  private optionsOf({ prompt, temperature, max_tokens }: PromptCompleteRequest) {
    const { model, key = "" } = this.endpoint;
    const body = {
      model,
      messages: [{ role: "user", content: prompt }],
      ...(temperature === 0 ? {} : { temperature }),
      ...(max_tokens === 0 ? {} : { max_tokens }),
    };
    return {
      method: "POST" as const,
      dispatcher: this.agent,
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        ...(key === "" ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(body),
    };
  }

  private judge({ statusCode, headers }: Dispatcher.ResponseData, text: string): ChatAttempt {
    if (statusCode < 200 || statusCode > 299) {
      const passes = isPassingStatus(statusCode);
      const wait = retryAfterMs(headers, this.clock.now());
      return { ok: false, error: this.refusal(statusCode, text), passes, retryAfterMs: wait };
    }
    const completion = readCompletion(text);
    if (completion.text !== undefined) return { ok: true, content: completion.text };
    return { ok: false, error: failure(completion.reason), passes: false };
  }

  /** An endpoint may repeat what it was sent: the key is no business of a skill's. */
  private refusal(status: number, text: string): HostError {
    if (status === 401 || status === 403) {
      const hint = "Hint: check llm.key in host.yaml";
      return failure(`the model's endpoint refused the key (status ${status}). ${hint}`);
    }
    const { key = "" } = this.endpoint;
    const said = readFailure(key === "" ? text : text.replaceAll(key, "[key]"));
    const reason = `the model's endpoint answered with status ${status}${said && `: ${said}`}`;
    return failure(
      reason,
      status === 400 || status === 413 || status === 422 ? "invalid" : undefined,
    );
  }

  private unreachable(cause: unknown): ChatAttempt {
    const { code = "no code" } = cause as NodeJS.ErrnoException;
    const error = failure(`the model's endpoint can't be reached (${code})`);
    return { ok: false, error, passes: true };
  }
}

function failure(reason: string, code: HostError["code"] = "unavailable"): HostError {
  return new HostError(`Cannot complete the prompt: ${reason}`, { code });
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length <= MAX_ANSWER_BYTES) continue;
    throw failure("the answer of the model's endpoint is longer than 16 MiB", "too_large");
  }
  return Buffer.concat(chunks).toString("utf8");
}
