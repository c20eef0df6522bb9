import type { RecordType } from "./schema.js";
import { args, bin, i32, i64, list, record, spliced, str } from "./schema.js";

export interface CommandType {
  readonly type: string;
  /** Null when its payload isn't public: a host answers that it doesn't support it. */
  readonly payload: RecordType | null;
}

const callback = str("callback", "Method that gets the outcome.", { zero: "nobody does" });

export const batchItem = record("BatchItem", "One call of a batch.", [
  i32("index", "Number that the outcome carries."),
  str("skill_id", "The skill to call."),
  str("method", "Its method."),
  bin("payload", "The map of arguments, as MessagePack.", { zero: "no arguments" }),
]);

const callModule = record("CallModule", "Calls a method of another skill.", [
  str("skill_id", "The skill to call."),
  str("method", "Its method."),
  args("payload", "The map of arguments, as MessagePack."),
  callback,
  str("call_ctx", "Text that comes back with the outcome."),
]);

const batchInvoke = record("BatchInvoke", "Calls several methods.", [
  list(batchItem)("items", "The calls."),
  callback,
  i32("concurrency", "Most calls at a time.", { zero: "unlimited" }),
]);

const schedule = record("Schedule", "Calls a method of its own later.", [
  str("method", "The method."),
  i64("delay_ms", "Milliseconds to wait."),
  args("payload", "The map of arguments, as MessagePack."),
]);

const emitEvent = record("EmitEvent", "Publishes a message on the bus.", [
  str("topic", "Its topic."),
  spliced("payload", "Any value, as MessagePack."),
]);

const subscribe = record("Subscribe", "Sends the messages of a topic to a method.", [
  str("topic", "The topic."),
  str("callback", "The method."),
]);

const storeKv = record("StoreKv", "Stores a value.", [
  str("key", "Its key."),
  spliced("value", "Any value, as MessagePack."),
]);

const loadKv = record("LoadKv", "Loads a stored value.", [str("key", "Its key."), callback]);

export const commandTypes: readonly CommandType[] = [
  { type: "call_module", payload: callModule },
  { type: "batch_invoke", payload: batchInvoke },
  { type: "schedule", payload: schedule },
  { type: "emit_event", payload: emitEvent },
  { type: "subscribe", payload: subscribe },
  { type: "store_kv", payload: storeKv },
  { type: "load_kv", payload: loadKv },
  { type: "spawn", payload: null },
  { type: "terminate", payload: null },
];
