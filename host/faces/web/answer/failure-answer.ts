import { InvokeError } from "@luminarys/sdk-as/engine";
import type { WebAnswer } from "@luminarys/sdk-as/engine/cores";
import { HostLimitError } from "../../../host-limit-error.js";
import { textAnswer } from "./text-answer.js";

const RETRY_AFTER_S = "1";

/** The answer to a request whose call failed, without details. */
export function failureAnswer(error: unknown): WebAnswer {
  const status = statusOf(error);
  return textAnswer(status, status === 503 ? { headers: { "retry-after": RETRY_AFTER_S } } : {});
}

function statusOf(error: unknown): number {
  if (error instanceof HostLimitError) {
    if (error.code === "deadline") return 504;
    return error.code === "stopped" ? 503 : 500;
  }
  if (!(error instanceof InvokeError)) return 500;
  if (error.code === "timeout") return 504;
  return ["queue_full", "closed", "unknown"].includes(error.code) ? 503 : 500;
}
