import type { InvokeCall, RawResult } from "@luminarys/sdk-as/engine";
import type { ThreadCall } from "./messages.js";
import type { Packet } from "./packet.js";

/** JSON knows no large integers: those of a deadline are texts. */
type PackedFacts = Omit<InvokeCall, "state" | "deadlineNs"> & { deadlineNs?: number | string };

interface CallHead {
  readonly method: string;
  readonly facts: PackedFacts;
  readonly epochMs: number;
}

interface AnswerHead extends Pick<RawResult, "error" | "llmContext"> {
  readonly hasState: boolean;
  readonly commands: readonly RawResult["commands"][number]["type"][];
}

/** Doesn't carry new bytes for the bridge. */
export function packCall(call: Omit<ThreadCall, "bytes">): Packet<CallHead> {
  const { method, payload, epochMs } = call;
  const { state, deadlineNs, ...texts } = call.call;
  const facts: PackedFacts = texts;
  if (deadlineNs) facts.deadlineNs = typeof deadlineNs === "bigint" ? `${deadlineNs}` : deadlineNs;
  return { head: { method, facts, epochMs }, parts: state ? [payload, state] : [payload] };
}

export function unpackCall({ head, parts }: Packet<CallHead>): ThreadCall {
  const { method, facts, epochMs } = head;
  const { deadlineNs, ...texts } = facts;
  const [payload, state] = parts as [Uint8Array, Uint8Array?];
  const call: InvokeCall = texts;
  if (state) call.state = state;
  if (deadlineNs !== undefined) {
    call.deadlineNs = typeof deadlineNs === "string" ? BigInt(deadlineNs) : deadlineNs;
  }
  return { method, payload, call, epochMs };
}

export function packAnswer({
  value,
  error,
  llmContext,
  state,
  commands,
}: RawResult): Packet<AnswerHead> {
  const types = commands.map(({ type }) => type);
  const payloads = commands.map(({ payload }) => payload);
  const parts = state ? [value, state, ...payloads] : [value, ...payloads];
  return { head: { error, llmContext, hasState: state !== undefined, commands: types }, parts };
}

export function unpackAnswer({ head, parts }: Packet<AnswerHead>): RawResult {
  const { error, llmContext, hasState } = head;
  const [value, ...more] = parts as [Uint8Array, ...Uint8Array[]];
  const state = hasState ? more.shift() : undefined;
  const commands = head.commands.map((type, i) => ({ type, payload: more[i] as Uint8Array }));
  return { value, error, llmContext, state, commands };
}
