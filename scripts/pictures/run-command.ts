import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { root } from "../../test/support/sources.js";
import { readersEnvironment } from "../docs/readers-environment.js";

/** What a command prints to a terminal with colours, both outputs in their order. */
export function runCommand(command: string, cwd: string): Promise<string> {
  const inherited = readersEnvironment();
  const PATH = `${join(root, "node_modules/.bin")}${delimiter}${inherited.PATH}`;
  const env = { ...inherited, PATH, FORCE_COLOR: "1", TERM: "xterm-color" };
  const child = spawn("bash", ["--norc", "-c", `exec 2>&1; ${command}`], {
    cwd,
    env,
    timeout: 120_000,
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  child.stdin.end();
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve(printed));
  });
}
