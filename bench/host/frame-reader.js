import { parentPort, workerData } from "node:worker_threads";
import { WebSocket } from "ws";

/** Reads from a WebSocket in a thread of its own, and tells of every so many messages. */
const CHAT = '{"type":"event","event":"chat"';
const { url, greetings, every } = workerData;
const webSocket = new WebSocket(url, { perMessageDeflate: false });
let count = 0;

webSocket.on("open", () => {
  for (const greeting of greetings) webSocket.send(greeting);
});

webSocket.on("message", (data) => {
  if (data.subarray(0, CHAT.length).toString() !== CHAT) return;
  if (++count % every === 0) parentPort.postMessage(count);
});
