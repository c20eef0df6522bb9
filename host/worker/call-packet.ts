import type { InvokeCall, RawResult, RunnerCall } from "@luminarys/sdk-as/engine";
import type { ThreadCalls } from "./messages.js";
import type { Packet } from "./packet.js";

/** JSON knows no large integers: those of a deadline are texts. */
type PackedFacts = Omit<InvokeCall, "state" | "deadlineNs"> & { deadlineNs?: number | string };

interface CallHead {
  readonly method: string;
  readonly facts: PackedFacts;
  readonly hasState: boolean;
}

interface CallsHead {
  readonly epochMs: number;
  readonly calls: readonly CallHead[];
}

interface AnswerHead extends Pick<RawResult, "error" | "llmContext"> {
  readonly hasState: boolean;
  readonly commands: readonly RawResult["commands"][number]["type"][];
}

/** Doesn't carry new bytes for the bridge. */
export function packCalls({ calls, epochMs }: Omit<ThreadCalls, "bytes">): Packet<CallsHead> {
  const parts: Uint8Array[] = [];
  const heads = calls.map(({ method, payload, call }): CallHead => {
    const { state, deadlineNs, ...texts } = call;
    parts.push(payload);
    if (state) parts.push(state);
    const facts: PackedFacts = texts;
    if (deadlineNs) {
      facts.deadlineNs = typeof deadlineNs === "bigint" ? `${deadlineNs}` : deadlineNs;
    }
    return { method, facts, hasState: state !== undefined };
  });
  return { head: { epochMs, calls: heads }, parts };
}

export function unpackCalls({ head, parts }: Packet<CallsHead>): ThreadCalls {
  const { epochMs, calls: heads } = head;
  let at = 0;
  const next = () => parts[at++] as Uint8Array;
  const calls = heads.map(({ method, facts, hasState }): RunnerCall => {
    const { deadlineNs = 0, ...texts } = facts;
    const payload = next();
    const call: InvokeCall = { ...texts, ...(hasState && { state: next() }) };
    call.deadlineNs = typeof deadlineNs === "string" ? BigInt(deadlineNs) : deadlineNs;
    return { method, payload, call };
  });
  return { calls, epochMs };
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
