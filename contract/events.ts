import { bin, bool, i32, i64, list, record, spliced, str } from "./schema.js";

const empty = { omit: "empty" } as const;

export const connEvent = record("ConnEvent", "What happened on a TCP connection.", [
  str("conn_id", "The connection."),
  bin("data", "Bytes received.", empty),
  str("error_kind", "eof, reset, timeout, tls or io; the connection is then gone.", empty),
  str("error_msg", "What went wrong; without error_kind, that it was connected again.", empty),
]);

export const wsEvent = record("WsEvent", "What happened on a WebSocket.", [
  str("conn_id", "The connection."),
  bin("data", "The message's bytes.", empty),
  str("message_type", "text, binary or close.", empty),
  i64("close_code", "Close code of the peer.", empty),
  str("close_text", "Close reason of the peer.", empty),
  str("error_kind", "eof, reset, timeout, tls or io; the connection is then gone.", empty),
  str("error_msg", "What went wrong.", empty),
]);

export const batchItemResult = record("BatchItemResult", "The outcome of one call of a batch.", [
  i32("index", "The call's number."),
  bin("payload", "The result, as one MessagePack value."),
  str("error", "Why it failed.", { zero: "it didn't" }),
]);

export const batchResult = record("BatchResult", "The outcome of a batch.", [
  str("batch_id", "The batch."),
  list(batchItemResult)("items", "The outcomes."),
]);

const callResult = record("CallResult", "The outcome of a call_module command.", [
  str("skill_id", "The skill called."),
  str("method", "Its method."),
  str("call_ctx", "Text from the command."),
  spliced("payload", "The result, as MessagePack."),
  str("error", "Why it failed.", { zero: "it didn't" }),
]);

const kvResult = record("KvResult", "The outcome of a load_kv command.", [
  str("key", "The key."),
  bool("found", "Whether a value is stored."),
  spliced("value", "The value, as MessagePack; nil when not found."),
]);

const busMessage = record("BusMessage", "A message of a topic that the skill subscribes to.", [
  str("topic", "Its topic."),
  spliced("payload", "Its value, as MessagePack."),
  str("source", "Id of the skill that sent it."),
  str("id", "Id of the message.", empty),
]);

/** Events that the guest has classes for. */
export const guestEvents = [connEvent, wsEvent, batchItemResult, batchResult];

export const events = [...guestEvents, callResult, kvResult, busMessage];

export const messageTypes = ["text", "binary", "close"] as const;
export type MessageType = (typeof messageTypes)[number];

export const logLevels = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof logLevels)[number];
