import { parentPort, workerData } from "node:worker_threads";
import { ANSWERED, ThreadDoor } from "../../dist/worker/door.js";

/* Answers each call with its name, and waits for the next one for 0 to 2 ms. */
const door = new ThreadDoor(workerData);
let served = 0;

parentPort.on("message", (first) => {
  for (let next = first; next; ) {
    const value = new Uint8Array(4);
    new DataView(value.buffer).setUint32(0, Number(next.calls[0].method));
    door.open();
    door.putAnswer({ value, commands: [] });
    parentPort.postMessage(ANSWERED);
    next = door.wait((served++ % 5) / 2);
  }
});
