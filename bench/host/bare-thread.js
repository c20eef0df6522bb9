import { parentPort, workerData } from "node:worker_threads";

/* Asks the main thread as often as it is told: a few bytes each way, Atomics and a message. */
const words = new Int32Array(workerData.words);
const bytes = new Uint8Array(workerData.bytes);
const request = Uint8Array.of(0x80);
const answer = new Uint8Array(bytes.length);

parentPort.on("message", (trips) => {
  for (let i = 0; i < trips; i++) {
    bytes.set(request);
    Atomics.store(words, 0, 1);
    parentPort.postMessage(0);
    Atomics.wait(words, 0, 1);
    answer.set(bytes);
  }
  parentPort.postMessage("done");
});
