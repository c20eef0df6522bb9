import {
  InvokeError,
  type InvokeErrorCode,
  SkillProtocolError,
  SkillTrapError,
} from "@luminarys/sdk-as/engine";
import { AgentError, type AgentErrorCode } from "../../agents/agents.js";
import { HostLimitError, type HostLimitErrorCode } from "../../host-limit-error.js";
import { StoreError } from "../../store/store-error.js";
import { GatewayError } from "./gateway-error.js";
import type { GatewayErrorCode } from "./protocol.js";

/** When what is full or away is worth asking again. */
const RETRY_AFTER_MS = 1000;

const agentCodes: Readonly<Record<AgentErrorCode, GatewayErrorCode>> = {
  not_found: "NOT_FOUND",
  cancelled: "CANCELLED",
  timeout: "AGENT_TIMEOUT",
  unavailable: "UNAVAILABLE",
  exhausted: "RESOURCE_EXHAUSTED",
  internal: "INTERNAL",
};

const invokeCodes: Readonly<Record<InvokeErrorCode, GatewayErrorCode>> = {
  unknown: "NOT_FOUND",
  denied: "UNAUTHORIZED",
  queue_full: "RESOURCE_EXHAUSTED",
  reentrant: "FAILED_PRECONDITION",
  endless: "FAILED_PRECONDITION",
  timeout: "AGENT_TIMEOUT",
  store_full: "FAILED_PRECONDITION",
  store_failed: "UNAVAILABLE",
  closed: "UNAVAILABLE",
};

const limitCodes: Readonly<Record<HostLimitErrorCode, GatewayErrorCode>> = {
  deadline: "AGENT_TIMEOUT",
  memory: "INTERNAL",
  cancelled: "CANCELLED",
  stopped: "UNAVAILABLE",
  crashed: "INTERNAL",
};

/** What a client is told of a failure; undefined for what nobody expects. */
export function toGatewayError(error: unknown): GatewayError | undefined {
  if (error instanceof GatewayError) return error;
  if (error instanceof AgentError) return coded(agentCodes[error.code], error);
  if (error instanceof InvokeError) return coded(invokeCodes[error.code], error);
  if (error instanceof HostLimitError) return coded(limitCodes[error.code], error);
  if (error instanceof SkillTrapError || error instanceof SkillProtocolError) {
    return coded("INTERNAL", error);
  }
  if (error instanceof StoreError) {
    const options = { retryAfterMs: RETRY_AFTER_MS, cause: error };
    return new GatewayError("UNAVAILABLE", "Cannot use the store: it failed", options);
  }
  return undefined;
}

function coded(code: GatewayErrorCode, cause: Error): GatewayError {
  const isBusy = code === "UNAVAILABLE" || code === "RESOURCE_EXHAUSTED";
  const wanted = cause instanceof AgentError ? cause.retryAfterMs : undefined;
  const options = isBusy ? { retryAfterMs: wanted ?? RETRY_AFTER_MS, cause } : { cause };
  return new GatewayError(code, cause.message, options);
}
