import { createServer } from "node:net";
import { parentPort } from "node:worker_threads";

/** Listens with the least backlog and then never runs again, so that nobody is accepted. */
const server = createServer();
server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
  parentPort.postMessage(server.address().port);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
