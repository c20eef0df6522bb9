import { parentPort, workerData } from "node:worker_threads";
import { ANSWERED } from "../../dist/worker/door.js";
import { tellWatcher } from "../../dist/worker/watch.js";

/* Tells once for each message, after 0 to 200 µs: to who watches, else by a message. */
const words = new Int32Array(workerData);
let told = 0;

parentPort.on("message", () => {
  const until = performance.now() + (told++ % 5) * 0.05;
  while (performance.now() < until);
  if (!tellWatcher(words, ANSWERED)) parentPort.postMessage(ANSWERED);
});
