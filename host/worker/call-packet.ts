import type { InvokeCall, RawResult, RunnerCall } from "@luminarys/sdk-as/engine";
import type { ThreadCalls } from "./messages.js";
import type { PacketReader, PacketWriter } from "./packet.js";

/** Without new bytes for the bridge, which no packet carries. */
export function putCalls(writer: PacketWriter, { calls, epochMs }: ThreadCalls): void {
  writer.number(epochMs);
  writer.count(calls.length);
  for (const { method, payload, call } of calls) {
    writer.text(method);
    writer.bytes(payload);
    putFacts(writer, call);
  }
}

/** What a call doesn't say is empty then. */
export function takeCalls(reader: PacketReader): ThreadCalls {
  const epochMs = reader.number();
  const calls: RunnerCall[] = [];
  for (let left = reader.count(); left > 0; left--) {
    const method = reader.text();
    const payload = reader.bytes();
    calls.push({ method, payload, call: takeFacts(reader) });
  }
  return { calls, epochMs };
}

export function putAnswer(writer: PacketWriter, answer: RawResult): void {
  writer.bytes(answer.value);
  writer.text(answer.error);
  writer.text(answer.llmContext);
  putState(writer, answer.state);
  writer.count(answer.commands.length);
  for (const { type, payload } of answer.commands) {
    writer.text(type);
    writer.bytes(payload);
  }
}

export function takeAnswer(reader: PacketReader): RawResult {
  const value = reader.bytes();
  const error = reader.optionalText();
  const llmContext = reader.optionalText();
  const state = takeState(reader);
  const commands: RawResult["commands"] = [];
  for (let left = reader.count(); left > 0; left--) {
    const type = reader.text();
    commands.push({ type, payload: reader.bytes() });
  }
  return { value, error, llmContext, state, commands };
}

function putFacts(writer: PacketWriter, call: InvokeCall): void {
  writer.text(call.requestId ?? "");
  writer.text(call.traceId ?? "");
  writer.text(call.sessionId ?? "");
  writer.text(call.llmSessionId ?? "");
  writer.text(call.callerId ?? "");
  putDeadline(writer, call.deadlineNs ?? 0);
  putState(writer, call.state);
}

function takeFacts(reader: PacketReader): InvokeCall {
  const call: InvokeCall = {
    requestId: reader.text(),
    traceId: reader.text(),
    sessionId: reader.text(),
    llmSessionId: reader.text(),
    callerId: reader.text(),
    deadlineNs: takeDeadline(reader),
  };
  const state = takeState(reader);
  if (state) call.state = state;
  return call;
}

const NUMBER = 0;
const BIGINT = 1;

function putDeadline(writer: PacketWriter, deadlineNs: number | bigint): void {
  const isBig = typeof deadlineNs === "bigint";
  writer.count(isBig ? BIGINT : NUMBER);
  if (isBig) writer.bigint(deadlineNs);
  else writer.number(deadlineNs);
}

function takeDeadline(reader: PacketReader): number | bigint {
  return reader.count() === BIGINT ? reader.bigint() : reader.number();
}

function putState(writer: PacketWriter, state: Uint8Array | undefined): void {
  writer.count(state ? 1 : 0);
  if (state) writer.bytes(state);
}

function takeState(reader: PacketReader): Uint8Array | undefined {
  return reader.count() === 1 ? reader.bytes() : undefined;
}
