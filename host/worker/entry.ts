import { parentPort, workerData } from "node:worker_threads";
import type { FromThread, ThreadInput, ToThread } from "./messages.js";
import { SkillThread } from "./skill-thread.js";
import type { ThreadStart } from "./start-thread.js";

if (!parentPort) throw new Error("Cannot run skill: this file is for worker threads");
const port = parentPort;

const { input } = workerData as ThreadStart<ThreadInput>;
const thread = new SkillThread(input, (message: FromThread) => port.postMessage(message));

port.on("message", (message: ToThread) => {
  if (message !== "end") return thread.run(message);
  thread.close();
  port.close();
});
