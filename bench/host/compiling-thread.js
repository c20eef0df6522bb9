import { parentPort, workerData } from "node:worker_threads";

/* Nothing but what a skill's first answer needs at least: a thread and a compiled module. */
new WebAssembly.Module(workerData);
parentPort.postMessage("compiled");
