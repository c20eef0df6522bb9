import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { buildSkill } from "../../../test/support/build-skill.js";
import { Workspace } from "../config/workspace.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const project = join(root, "examples/agent");

/** Runs the example as its README says, at free ports. Gives the address of the host. */
export async function runExample(): Promise<string> {
  const endpoint = start([join(project, "scripted-endpoint.js")], { PORT: "0", PAUSE_MS: "0" });
  const endpointUrl = await find(endpoint, "stdout", /http:\S+/);
  const workspace = new Workspace({
    "host.yaml": readFileSync(join(project, "host.yaml"), "utf8").replace(":8080", ":0"),
    ...(await skillFiles("recipes")),
    ...(await skillFiles("shopping")),
  });
  const command = [join(root, "host/bin/skill-host.js"), "run", "--no-reload"];
  const host = start(command, { LLM_URL: endpointUrl }, workspace.root);
  const page = await find(host, "stderr", /http:\S+\/chat/);
  return page.slice(0, -"/chat".length);
}

async function skillFiles(name: string): Promise<Record<string, string | Uint8Array>> {
  const folder = join(project, name, "assembly");
  const names = readdirSync(folder).filter((each) => /\.ts$/.test(each) && each !== "lib.ts");
  const sources = names.map((each) => [each, readFileSync(join(folder, each), "utf8")] as const);
  const { wasm } = await buildSkill(Object.fromEntries(sources));
  const manifest = readFileSync(join(project, name, "manifest.yaml"), "utf8");
  return { [`${name}/manifest.yaml`]: manifest, [`${name}/build/${name}.wasm`]: wasm };
}

function start(args: readonly string[], env: Record<string, string>, cwd = project): ChildProcess {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } });
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "close");
  });
  return child;
}

/** What a program says first that looks so. Rejects when it ends before. */
function find(child: ChildProcess, stream: "stdout" | "stderr", pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child[stream]?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const [found] = pattern.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.on("close", (code) => reject(new Error(`It ended with ${code}: ${said}`)));
  });
}
