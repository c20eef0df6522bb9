import { lookup } from "node:dns/promises";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { attemptCheck, type CheckResult } from "./check-result.js";

const LEAST_NODE = [20, 19] as const;

export function checkNode(version: string): CheckResult {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  const isEnough = major > leastMajor || (major === leastMajor && minor >= leastMinor);
  const found = `${version}`;
  if (isEnough) return { name: "node", status: "ok", found };
  const hint = `install Node ${LEAST_NODE.join(".")} or newer`;
  return { name: "node", status: "fail", found, hint };
}

/** How files are opened past links that are swapped meanwhile. */
export function checkFileDescriptors(folder = "/proc/self/fd"): CheckResult {
  const name = "files";
  if (existsSync(folder)) return { name, status: "ok", found: `${folder} is there` };
  return {
    name,
    status: "warn",
    found: `${folder} is not there`,
    hint: "file permissions are checked in a weaker way; run on Linux with /proc where skills are hostile",
  };
}

const echo = `
const { workerData } = require("node:worker_threads");
Atomics.store(workerData, 0, 1);
Atomics.notify(workerData, 0);
`;

/** Whether a thread starts and shares memory, as every skill does. */
export function checkThreads(): Promise<CheckResult> {
  return attemptCheck("threads", {
    hint: "skills run in worker threads; raise the limit of processes and of memory",
    async run() {
      const flag = new Int32Array(new SharedArrayBuffer(4));
      const worker = new Worker(echo, { eval: true, workerData: flag });
      await new Promise((resolve, reject) => {
        worker.once("exit", resolve);
        worker.once("error", reject);
      });
      if (Atomics.load(flag, 0) !== 1) throw new Error("a thread doesn't share memory");
      return `a thread starts, ${availableParallelism()} at once`;
    },
  });
}

export function checkDns(host = "localhost"): Promise<CheckResult> {
  return attemptCheck("dns", {
    hint: "names are resolved by the system: look at /etc/resolv.conf and /etc/hosts",
    run: async () => {
      const addresses = await lookup(host, { all: true });
      return `${host} is ${addresses.map(({ address }) => address).join(", ")}`;
    },
  });
}

/** Whether the store's binary, which comes ready made, fits this machine. */
export function checkStoreBinary(): Promise<CheckResult> {
  return attemptCheck("store", {
    hint: "the lmdb package has no binary for this machine, or npm was told to leave it out",
    run: async () => {
      await import("lmdb");
      return "the lmdb binary loads";
    },
  });
}
