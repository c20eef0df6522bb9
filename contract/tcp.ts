import type { Area } from "./schema.js";
import { bin, bool, call, i64, required, str } from "./schema.js";

const addr = required(str("addr", "`host:port`."));
const connId = required(str("conn_id", "The connection."));
const callback = str("callback", "Method that gets the connection's events.", {
  zero: "events are dropped",
});
const tls = bool("tls", "Whether to speak TLS.");
const insecure = bool("insecure", "Whether the peer's certificate goes unchecked.");

export const tcp: Area = {
  name: "tcp",
  records: [],
  calls: [
    call("tcp_request", {
      doc: "Connects, sends bytes and gives what the peer answers until it closes or pauses for 50 ms.",
      permission: "tcp",
      request: [
        addr,
        bin("data", "The bytes to send.", { zero: "nothing is sent" }),
        tls,
        insecure,
        i64("timeout_ms", "Most milliseconds to connect, send and read.", { zero: "30 s" }),
        i64("max_bytes", "Most bytes to read; more are left, without an error.", { zero: "1 MB" }),
      ],
      answer: bin("data", "The bytes received, which a pause of the peer may have cut off."),
    }),
    call("tcp_connect", {
      doc: "Opens a connection that delivers events to a callback.",
      permission: "tcp",
      request: [
        addr,
        callback,
        tls,
        insecure,
        i64("timeout_ms", "Most milliseconds to connect.", { zero: "30 s" }),
        str("server_name", "Name to ask for in TLS.", {
          omit: "empty",
          zero: "the address's host",
        }),
      ],
      answer: str("conn_id", "The connection."),
    }),
    call("tcp_set_callback", {
      doc: "Sends a connection's further events to another method.",
      permission: "tcp",
      request: [connId, callback],
      answer: null,
    }),
    call("tcp_write", {
      doc: "Sends bytes over a connection.",
      permission: "tcp",
      request: [connId, bin("data", "The bytes to send.")],
      answer: null,
    }),
    call("tcp_close", {
      doc: "Closes a connection; a closed one is no error.",
      permission: "tcp",
      request: [connId],
      answer: null,
    }),
  ],
};
