import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  createHost,
  type Faces,
  type Host,
  loadHostConfig,
  startFaces,
} from "@luminarys/skill-host";
import { onTestFinished } from "vitest";
import { buildSkill } from "../../../../test/support/build-skill.js";
import { Workspace } from "../../config/workspace.js";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

export interface RunningExample {
  readonly url: string;
  readonly faces: Faces;
  readonly host: Host;
  /** What went wrong. */
  readonly failures: readonly string[];
}

/** Runs an example with one skill as its host.yaml says, at a free port; with TLS if there are PEM files. */
export async function runExample(
  name: string,
  tls?: { readonly cert: string; readonly key: string },
): Promise<RunningExample> {
  const folder = join(root, "examples", name);
  const read = (...path: string[]) => readFileSync(join(folder, ...path), "utf8");
  const filesIn = (part: string, pattern: RegExp) =>
    readdirSync(join(folder, part)).filter((each) => pattern.test(each) && each !== "lib.ts");
  const sources = filesIn("assembly", /\.ts$/).map((each) => [each, read("assembly", each)]);
  const { wasm } = await buildSkill(Object.fromEntries(sources));
  const pages = filesIn("public", /./).map((each) => [`public/${each}`, read("public", each)]);
  const address = `127.0.0.1:0${tls ? `\n  tls: ${JSON.stringify(tls)}` : ""}`;
  const at = new Workspace({
    "host.yaml": read("host.yaml")
      .replace("127.0.0.1:8080", address)
      .replace(/^store:.*$/m, ""),
    "manifest.yaml": read("manifest.yaml"),
    [`build/${name}.wasm`]: wasm,
    ...Object.fromEntries(pages),
  });
  return start(at);
}

async function start(at: Workspace): Promise<RunningExample> {
  const failures: string[] = [];
  const config = loadHostConfig("host.yaml", { cwd: at.root, env: {} });
  const host = createHost({ onNotice: () => {} });
  onTestFinished(() => host.stop({ graceMs: 0 }));
  for (const { manifest, modulePath } of config.skills) {
    await host.add({ manifest, module: readFileSync(modulePath) });
  }
  const faces = await startFaces({
    host,
    config,
    onProblem: (message) => void failures.push(message),
    onError: (error) => void failures.push(String(error)),
    onLog: ({ level, message }) => void failures.push(`${level}: ${message}`),
  });
  onTestFinished(() => faces.close());
  const url = faces.urls.find((each) => each.name === "routes")?.url ?? "";
  return { url, faces, host, failures };
}
