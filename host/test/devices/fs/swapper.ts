import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";

export interface Swapping {
  /** Ends the process and gives how often it exchanged the names. */
  stop(): Promise<number>;
}

/** Names are exchanged by a process of its own, as fast as it can. */
const script = `
  const { renameSync, symlinkSync, unlinkSync, rmSync } = require("node:fs");
  const [root] = process.argv.slice(1);
  const attempt = (run) => { try { run(); } catch {} };
  let swaps = 0;
  let isRunning = true;
  process.stdin.on("data", () => { isRunning = false; });
  const swap = (name, target) => {
    attempt(() => renameSync(root + "/in/" + name, root + "/aside-" + name));
    attempt(() => symlinkSync(target, root + "/in/" + name));
    attempt(() => unlinkSync(root + "/in/" + name));
    attempt(() => renameSync(root + "/aside-" + name, root + "/in/" + name));
    swaps++;
  };
  const turn = () => {
    for (let i = 0; i < 50; i++) {
      swap("swapped", "../out");
      swap("swapped-file", "../out/secret");
    }
    if (isRunning) setImmediate(turn);
    else process.stdout.write(String(swaps), () => process.exit(0));
  };
  process.stdout.write("ready\\n", turn);
`;

/** Exchanges `in/swapped` and `in/swapped-file` for links to what is outside, and back. */
export async function startSwapping({ root, dir }: { root: string; dir: string }) {
  mkdirSync(`${dir}/swapped`);
  writeFileSync(`${dir}/swapped/secret`, "ours");
  writeFileSync(`${dir}/swapped-file`, "ours");
  const child = spawn(process.execPath, ["-e", script, root], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    output += part;
  });
  await once(child.stdout, "data");
  const stop = async (): Promise<number> => {
    child.stdin.write("stop");
    await once(child, "close");
    return Number(output.replace("ready\n", ""));
  };
  const swapping: Swapping = { stop };
  return swapping;
}
