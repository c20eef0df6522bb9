import { STATUS_CODES } from "node:http";
import { answerOfEnvelope, answerOfValue } from "../../../engine/cores/web-answer.js";
import type { WebAnswer } from "../../../engine/cores/web-exchange.js";
import type { EngineCall, EngineResult } from "../../../engine/engine.js";
import { HostError, InvokeError } from "../../../engine/errors.js";
import type { SkillCaller } from "../skill-caller.js";
import type { WebResponse } from "./response.js";
import type { RouteTarget } from "./routes.js";

/** Commands whose outcome may be the answer. */
const waitedFor: readonly string[] = ["call_module", "batch_invoke"];

/** Runs a route's method and answers with what it returns, or with what it fails with. */
export function callRoute(
  { declared, skillId, method }: RouteTarget,
  { caller, response, call }: { caller: SkillCaller; response: WebResponse; call: EngineCall },
): void {
  let result: EngineResult;
  try {
    result = caller.invoke(skillId, method.name, call);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    response.fail(hostAnswer(statusOf(error)), error.message);
    return;
  }
  if (result.error !== undefined) response.fail(hostAnswer(500), result.error);
  else conclude(result, { response, ...declared });
}

interface Conclusion {
  readonly response: WebResponse;
  readonly envelope?: boolean;
  readonly stream?: boolean;
}

function conclude(
  { value, commands }: EngineResult,
  { response, envelope = false, stream = false }: Conclusion,
): void {
  if (value !== null && !response.isStarted) {
    try {
      response.answer(envelope ? answerOfEnvelope(value) : answerOfValue(value));
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      response.fail(hostAnswer(500), error.message);
    }
  }
  const waits = commands.some(({ type }) => waitedFor.includes(type));
  if (!response.isOpen || stream) return;
  if (response.isStarted || !waits) response.answer(answerOfValue(null));
  else response.fail(hostAnswer(504), "its commands ended without an answer");
}

/** The host's own answer, for people: what the status means, unless there is more to say. */
export function hostAnswer(
  status: number,
  {
    headers = {},
    text = "",
  }: { headers?: Readonly<Record<string, string>>; text?: string | undefined } = {},
): WebAnswer {
  const lines = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    status,
    headers: [{ name: "content-type", value: "text/plain; charset=utf-8" }, ...lines],
    body: new TextEncoder().encode(`${text || STATUS_CODES[status]}\n`),
  };
}

function statusOf(error: Error): number {
  if (!(error instanceof InvokeError)) return 500;
  if (error.code === "timeout") return 504;
  return ["queue_full", "closed", "unknown"].includes(error.code) ? 503 : 500;
}
