import { createServer } from "node:http";
import { parentPort } from "node:worker_threads";

/** Answers every request with as many bytes as its path says; its port is its first message. */
const server = createServer(({ url = "" }, response) => {
  response.setHeader("content-type", "application/octet-stream");
  response.end(Buffer.alloc(Number(url.slice(1))));
});
server.listen(0, "127.0.0.1", () => parentPort?.postMessage(server.address()));
