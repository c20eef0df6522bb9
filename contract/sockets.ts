import type { Area } from "./schema.js";
import { bin, call, i32, i64, record, required, str } from "./schema.js";

const socket = required(str("socket", "The socket's name."));
const url = str("url", "`ws://` or `wss://` URL that an unknown name is connected to.", {
  zero: "the name must be known",
});

const socketMessage = record("SocketMessage", "One message of a named socket.", [
  bin("data", "The message's bytes."),
  str("message_type", "`text` or `binary`."),
]);

export const sockets: Area = {
  name: "sockets",
  origin: "skill-host",
  records: [socketMessage],
  calls: [
    call("websocket_send", {
      doc: "Sends one message to all connections of a named socket.",
      permission: "none",
      request: [
        socket,
        bin("data", "The message's bytes."),
        str("message_type", "`text` or `binary`.", { zero: "`text`" }),
        url,
      ],
      answer: i32("sent", "How many connections it went to."),
    }),
    call("websocket_receive", {
      doc: "Waits for the next message of a named socket.",
      permission: "none",
      request: [socket, i64("timeout_ms", "Most milliseconds to wait.", { zero: "30 s" }), url],
      answer: socketMessage,
    }),
  ],
};
