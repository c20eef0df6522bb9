import { APIConnectionError, APIError } from "openai";
import { readFailure } from "../devices/llm/completion.js";
import type { LlmEndpoint } from "../devices/llm/endpoint.js";
import { isPassingStatus } from "../devices/llm/passing-status.js";
import { retryAfterMs } from "../devices/llm/retry-after.js";
import { AgentError, type AgentErrorOptions } from "./agents.js";
import { MalformedAnswer } from "./answer-parts.js";

interface Asked {
  readonly endpoint: LlmEndpoint;
  readonly nowMs: number;
}

/** What a failed request to a model's endpoint means. The key never stands in it. */
export function readModelFailure(error: unknown, asked: Asked): AgentError {
  const fail = (reason: string, options: AgentErrorOptions) =>
    new AgentError(`Cannot ask model "${asked.endpoint.model}": ${reason}`, options);
  if (error instanceof MalformedAnswer) {
    return fail(`its endpoint can't be understood: ${error.message}`, { code: "unavailable" });
  }
  if (error instanceof SyntaxError) {
    return fail("its endpoint can't be understood: a part of its answer isn't JSON", {
      code: "unavailable",
    });
  }
  if (error instanceof APIError && !(error instanceof APIConnectionError)) {
    const { reason, ...options } = judge(error, asked);
    return fail(reason, options);
  }
  return fail(`its endpoint can't be reached (${causeCode(error)})`, { code: "unavailable" });
}

function judge(
  { status, headers, error }: APIError,
  { endpoint: { key = "" }, nowMs }: Asked,
): AgentErrorOptions & { readonly reason: string } {
  if (status === 401 || status === 403) {
    const hint = "Hint: check the agent's key in host.yaml";
    return { code: "internal", reason: `its endpoint refused the key (status ${status}). ${hint}` };
  }
  const text = JSON.stringify({ error });
  const said = readFailure(key === "" ? text : text.replaceAll(key, "[key]"));
  const more = said && `: ${said}`;
  if (status === undefined) {
    return { code: "unavailable", reason: `its endpoint broke off its answer${more}` };
  }
  const reason = `its endpoint answered with status ${status}${more}`;
  const wait = retryAfterMs(Object.fromEntries(headers ?? []), nowMs);
  if (status === 429) return { code: "exhausted", reason, retryAfterMs: wait };
  if (!isPassingStatus(status)) return { code: "internal", reason };
  return { code: "unavailable", reason, retryAfterMs: wait };
}

/** The system's own code of what went wrong, wherever the libraries keep it. */
function causeCode(error: unknown): string {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    const { code } = each as NodeJS.ErrnoException;
    if (typeof code === "string") return code;
  }
  return "no code";
}
