import { bin, i32, i64, list, record, spliced, str } from "./schema.js";

export const protocolVersion = 1;

/** Deepest nesting of arrays and maps that a reader takes. */
export const maxDepth = 64;

export const command = record("Command", "Something that the host does after the call.", [
  str("type", "One of the command types."),
  spliced("payload", "The command's map, as MessagePack."),
]);

export const invokeRequest = record("InvokeRequest", "What a call of a method carries in.", [
  i32("version", "Protocol version, 1."),
  str("request_id", "Id of this call."),
  str("trace_id", "Id that all calls of one task share."),
  str("session_id", "Session that state and history belong to."),
  str("llm_session_id", "The model's session."),
  str("method", "The method to run."),
  str("skill_id", "The manifest's id."),
  str("caller_id", "Id of the skill that calls.", { zero: "no skill calls" }),
  bin("state", "The session's state."),
  i64("deadline_ns", "Unix time in nanoseconds by which it must end.", { zero: "none" }),
  bin("payload", "The map of arguments, as MessagePack.", { zero: "no arguments" }),
]);

export const invokeResponse = record("InvokeResponse", "What a call of a method carries out.", [
  i32("version", "Protocol version, 1."),
  bin("state", "The session's new state.", { zero: "unchanged" }),
  bin("payload", "The result, as one MessagePack value; nil when there is none."),
  str("error", "Why the call failed; state and commands then don't count.", { omit: "empty" }),
  list(command)("commands", "What the host does next.", { omit: "empty" }),
  str("llm_context", "Text for the model beside the result.", { omit: "empty" }),
]);

export const stateEnvelope = record("StateEnvelope", "How `marshalState` lays out a state.", [
  i32("schema_version", "The skill's own version of its data.", { zero: "no state yet" }),
  bin("data", "The data."),
]);

export const envelopes = [stateEnvelope, command, invokeResponse, invokeRequest];
