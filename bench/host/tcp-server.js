import { createServer } from "node:net";
import { parentPort } from "node:worker_threads";

/** Answers once and closes; its port is its first message. */
const server = createServer((socket) => {
  socket.on("error", () => {});
  socket.on("data", () => socket.end("+PONG\r\n"));
});
server.listen(0, "127.0.0.1", () => parentPort?.postMessage(server.address()));
