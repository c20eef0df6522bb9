import type { Area } from "./schema.js";
import { bin, bool, call, i32, i64, list, required, str } from "./schema.js";

const connId = required(str("conn_id", "The connection."));
const permission = "http + allow_websocket";

export const ws: Area = {
  name: "ws",
  records: [],
  calls: [
    call("ws_connect", {
      doc: "Opens a WebSocket that delivers events to a callback.",
      permission,
      request: [
        required(str("url", "`ws://` or `wss://` URL.")),
        list({ record: "HttpHeader" })("headers", "Header lines of the upgrade request."),
        i64("timeout_ms", "Most milliseconds to connect.", { zero: "30 s" }),
        str("callback", "Method that gets the connection's events.", {
          zero: "events are dropped",
        }),
        bool("insecure", "Whether the peer's certificate goes unchecked."),
      ],
      answer: str("conn_id", "The connection."),
    }),
    call("ws_send", {
      doc: "Sends one message.",
      permission,
      request: [
        connId,
        bin("data", "The message's bytes."),
        str("message_type", "`text` or `binary`.", { zero: "`text`" }),
      ],
      answer: null,
    }),
    call("ws_close", {
      doc: "Closes a WebSocket.",
      permission,
      request: [
        connId,
        i32("code", "Close code.", { zero: "1000" }),
        str("reason", "Text for the peer."),
      ],
      answer: null,
    }),
  ],
};
