import { createServer } from "node:net";
import { parentPort } from "node:worker_threads";

/** Sends a small message on every connection for each message from its parent. */
const sockets = [];
const server = createServer({ noDelay: true }, (socket) => {
  socket.on("error", () => {});
  sockets.push(socket);
});
server.listen(0, "127.0.0.1", () => parentPort?.postMessage(server.address()));
parentPort?.on("message", () => {
  for (const socket of sockets) socket.write("hello, world\n");
});
