import { parentPort, workerData } from "node:worker_threads";
import { BridgeClient } from "../../dist/worker/bridge.js";

/* Asks over the bridge what it is told to, and says what it got. */
const { ends, requests } = workerData;
const bridge = new BridgeClient(ends, (message) => parentPort.postMessage(message));

for (const { bytes, times } of requests) {
  const request = new Uint8Array(bytes).fill(7);
  let matches = true;
  let answer = new Uint8Array();
  for (let i = 0; i < times; i++) {
    if (bytes >= 4) new DataView(request.buffer).setUint32(0, i);
    answer = bridge.ask("http_get", request);
    matches &&= answer.length !== bytes || Buffer.compare(answer, request) === 0;
  }
  parentPort.postMessage({ bytes, length: answer.length, matches, start: answer.slice(0, 200) });
}
