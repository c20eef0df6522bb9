import { closeReader, openReader } from "./runtime/bytes-reader";
import {
  BatchResult,
  ConnEvent,
  readBatchResult,
  readConnEvent,
  readWsEvent,
  WsEvent,
} from "./wire/events.gen";

export {
  BatchItemResult,
  BatchResult,
  ConnEvent,
  readBatchResult,
  readConnEvent,
  readWsEvent,
  WsEvent,
} from "./wire/events.gen";

/** The event in the payload of a TCP callback. */
export function unmarshalConnEvent(payload: Uint8Array): ConnEvent {
  const r = openReader(payload);
  const event = readConnEvent(r);
  closeReader(r, "ConnEvent");
  return event;
}

/** The event in the payload of a WebSocket callback. */
export function unmarshalWsEvent(payload: Uint8Array): WsEvent {
  const r = openReader(payload);
  const event = readWsEvent(r);
  closeReader(r, "WsEvent");
  return event;
}

/** The outcome in the payload of a batch callback. */
export function unmarshalBatchResult(payload: Uint8Array): BatchResult {
  const r = openReader(payload);
  const result = readBatchResult(r);
  closeReader(r, "BatchResult");
  return result;
}
