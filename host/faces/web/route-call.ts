import { type EngineResult, HostError } from "@luminarys/sdk-as/engine";
import { answerOfEnvelope, answerOfValue, type WebAnswer } from "@luminarys/sdk-as/engine/cores";
import type { Host } from "../../host.js";
import { HostLimitError } from "../../host-limit-error.js";
import { failureText } from "../../tools/failure-text.js";
import { failureAnswer } from "./answer/failure-answer.js";
import { textAnswer } from "./answer/text-answer.js";
import type { Exchange } from "./exchange.js";
import { routeName, type ServedRoute } from "./served-route.js";
import type { WebFailure } from "./web-failure.js";

export interface RouteCallOptions {
  readonly host: Host;
  readonly exchange: Exchange;
  /** As MessagePack. */
  readonly payload: Uint8Array;
  readonly sessionId: string;
  readonly traceId: string;
  /** Its signal is aborted when the client leaves. */
  readonly request: Request;
  readonly onFailure: (failure: WebFailure) => void;
}

/** A call whose turn comes as soon doesn't ask whether its client has left meanwhile: that costs more. */
const SOON_MS = 2;

/** Runs a route's method until its exchange needs it no more; what fails is answered and reported. */
export async function callRoute(route: ServedRoute, options: RouteCallOptions): Promise<void> {
  const { host, exchange, payload, sessionId, traceId, request } = options;
  const began = performance.now();
  try {
    const result = await host.invoke(route.skillId, route.method.name, {
      requestId: exchange.id,
      payload,
      sessionId,
      traceId,
      // A call that runs goes on: clients that leave can't stop a skill's thread for all others.
      isWanted: () => performance.now() - began < SOON_MS || !request.signal.aborted,
    });
    await conclude(result, { route, options });
  } catch (error) {
    if (error instanceof HostLimitError && error.code === "cancelled") return exchange.leave();
    fail(messageOf(error), { route, options, answer: failureAnswer(error) });
  }
}

/** An answer that is none is a HostError; what nobody expects has its stack. */
function messageOf(error: unknown): string {
  const expected = error instanceof HostError ? error.message : failureText(error);
  return expected ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
}

interface Conclusion {
  readonly route: ServedRoute;
  readonly options: RouteCallOptions;
}

async function conclude(result: EngineResult, { route, options }: Conclusion): Promise<void> {
  const { exchange } = options;
  const { value, error } = result;
  if (error !== undefined) return fail(error, { route, options, answer: textAnswer(500) });
  if (value !== null && !exchange.isStarted) {
    exchange.answer(route.declared.envelope ? answerOfEnvelope(value) : answerOfValue(value));
  }
  if (exchange.isOver) return;
  exchange.watchClient();
  const calls = result.commands.some(({ type }) => waitedFor.includes(type));
  if (calls) await result.done();
  if (exchange.isOver || route.declared.stream) return;
  if (exchange.isStarted || !calls) exchange.answer(answerOfValue(null));
  else fail("its commands ended without an answer", { route, options, answer: textAnswer(504) });
}

/** Commands whose outcome may be the answer. */
const waitedFor: readonly string[] = ["call_module", "batch_invoke"];

function fail(
  message: string,
  { route, options, answer }: Conclusion & { readonly answer: WebAnswer },
): void {
  const { exchange, traceId, onFailure } = options;
  exchange.fail(answer);
  const { skillId, method } = route;
  const place = { route: routeName(route), skillId, method: method.name };
  onFailure({ ...place, requestId: exchange.id, traceId, message });
}
