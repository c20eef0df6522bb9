import { parentPort, workerData } from "node:worker_threads";
import { WebSocket } from "ws";

const { url, sockets, everyMs, warmUpMs, measureMs } = workerData;

/** Sends at a steady pace over many sockets; its one message says how long answers took, in ms. */
const clients = await Promise.all(Array.from({ length: sockets }, open));
const endMs = performance.now() + warmUpMs + measureMs;
const measureFromMs = performance.now() + warmUpMs;
const times = [];
await Promise.all(clients.map((client, i) => talk(client, (i / sockets) * everyMs)));
for (const client of clients) client.terminate();
times.sort((a, b) => a - b);
const at = (share) => times[Math.floor(times.length * share)];
parentPort.postMessage({ count: times.length, p50: at(0.5), p99: at(0.99) });

function open() {
  return new Promise((resolve, reject) => {
    const client = new WebSocket(url, { perMessageDeflate: false });
    client.once("open", () => resolve(client)).once("error", reject);
  });
}

/** A message says when it was due, so that waiting behind others counts. */
function talk(client, afterMs) {
  return new Promise((resolve) => {
    let dueMs = performance.now() + afterMs;
    let unanswered = 0;
    client.on("message", (data) => {
      const sentMs = Number(data);
      if (sentMs >= measureFromMs) times.push(performance.now() - sentMs);
      if (--unanswered === 0 && dueMs >= endMs) resolve();
    });
    const send = () => {
      client.send(String(dueMs));
      unanswered++;
      dueMs += everyMs;
      if (dueMs < endMs) setTimeout(send, dueMs - performance.now());
    };
    setTimeout(send, dueMs - performance.now());
  });
}
