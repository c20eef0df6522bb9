import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { completeManifest } from "@luminarys/sdk-as/engine";
import { createHost, type Faces, startFaces } from "@luminarys/skill-host";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSkill } from "../../../../test/support/build-skill.js";
import { notApplicable } from "./not-applicable.js";

const conformance = join(
  dirname(createRequire(import.meta.url).resolve("@modelcontextprotocol/conformance/package.json")),
  "dist/index.js",
);
const folder = mkdtempSync(join(tmpdir(), "conformance-"));
const host = createHost({ onNotice: () => {} });
let faces: Faces;

beforeAll(async () => {
  const file = fileURLToPath(new URL("fixtures/conformance/skill.ts", import.meta.url));
  const { wasm } = await buildSkill(readFileSync(file, "utf8"));
  const manifest = completeManifest({
    id: "conformance",
    path: "conformance.wasm",
    permissions: { llm: { enabled: true } },
    mcp: { prefix: "none" },
  });
  await host.add({ manifest, module: wasm });
  const addr = { host: "127.0.0.1", port: 0 };
  faces = await startFaces({
    host,
    config: { http: { addr, allowed_origins: [] }, tokens: [] },
    onProblem: () => {},
    onError: (error) => console.error(error),
  });
});

afterAll(async () => {
  await faces.close();
  await host.stop({ graceMs: 0 });
  rmSync(folder, { recursive: true });
});

interface Run {
  readonly code: number;
  readonly out: string;
}

async function run(...args: string[]): Promise<Run> {
  const child = spawn(process.execPath, [conformance, ...args], { cwd: folder });
  let out = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      out += text;
    });
  }
  const [code] = await once(child, "close");
  return { code, out };
}

const applicable = [
  "server-initialize",
  "logging-set-level",
  "ping",
  "tools-list",
  "tools-call-simple-text",
  "tools-call-image",
  "tools-call-audio",
  "tools-call-embedded-resource",
  "tools-call-mixed-content",
  "tools-call-with-logging",
  "tools-call-error",
  "tools-call-with-progress",
  "tools-call-sampling",
  "server-sse-multiple-streams",
  "dns-rebinding-protection",
];

// Each is a process that waits for half of its time.
test.concurrent.each(applicable)("the host conforms: %s", async (scenario) => {
  const { code, out } = await run("server", "--url", faces.mcpUrl ?? "", "--scenario", scenario);
  expect(code, out).toBe(0);
});

test("every scenario is run, or has a reason not to be", async () => {
  const { out } = await run("list", "--server");
  const listed = [...out.matchAll(/^ {2}- (\S+)/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual([...applicable, ...Object.keys(notApplicable)].sort());
});
