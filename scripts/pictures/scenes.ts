import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { root } from "../../test/support/sources.js";
import type { Picture } from "./draw-terminal.js";
import { runCommand } from "./run-command.js";
import type { Warehouse } from "./warehouse.js";

/** What the README's server listens on. */
const address = "127.0.0.1:4711";

/** Lines from the one that has `from` in it up to the next that has `to`, or is empty. */
function cut(output: string, { from, to }: { from: string; to?: string }): string {
  const lines = output.split("\n");
  const first = lines.findIndex((line) => line.includes(from));
  const isEnd = (line: string) => (to === undefined ? line === "" : line.includes(to));
  const end = lines.findIndex((line, i) => i > first && isEnd(line));
  if (first < 0 || end < 0) {
    throw new Error(`Cannot cut a picture from "${from}" to "${to}" out of:\n${output}`);
  }
  return lines.slice(first, end + (to === undefined ? 1 : 0)).join("\n");
}

const prompt = (command: string) => `\u001b[32m$\u001b[39m ${command}\n`;
const left = "\n\u001b[2m...\u001b[22m\n\n";

export async function showDiagnostic(warehouse: Warehouse): Promise<Picture> {
  warehouse.writeUpTo("@skill:parm");
  const output = await runCommand("skill-gen build", warehouse.dir);
  return {
    title: "What skill-gen says of a mistake",
    description:
      "npx skill-gen build prints an error for a misspelt tag and a warning for a requirement that is not declared, each with file, line, the source and a hint.",
    output: prompt("npx skill-gen build") + output,
  };
}

/** A test that fails because the skill throws. */
const failing = `import { createMockHost } from "@luminarys/sdk-as/testing";
import { expect, test } from "vitest";
import skill from "../assembly?skill";

test("what isn't a number counts as none", () => {
  const host = createMockHost({ skill });
  expect(host.call("parse_number", { text: "many" }).value).toBe(0);
});
`;

export async function showFailingTest({ dir }: Warehouse): Promise<Picture> {
  writeFileSync(join(dir, "test/number.test.ts"), failing);
  writeFileSync(
    join(dir, "vitest.config.ts"),
    `import { skillPlugin } from "@luminarys/sdk-as/vitest";
     export default { plugins: [skillPlugin()] };`,
  );
  const command = "vitest run test/number.test.ts";
  const output = await runCommand(command, dir);
  return {
    title: "A test in which the skill throws",
    description:
      "vitest shows the error that the skill threw, the lines of assembly/skill.ts around the place, and the callers down to the test.",
    output: prompt(`npx ${command}`) + cut(output, { from: " FAIL ", to: "[1/1]" }).trimEnd(),
  };
}

/** A call for real; the server takes any free port, which the picture shows as the README's. */
export async function showTrace(warehouse: Warehouse): Promise<Picture> {
  warehouse.writeUpTo("permissions:");
  const server = createServer((peer) => peer.once("data", () => peer.end("140\n")));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const own = server.address();
  const port = typeof own === "object" && own ? own.port : 0;
  for (const file of ["assembly/stock.ts", "assembly/skill.ts", "manifest.yaml"]) {
    const path = join(warehouse.dir, file);
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(address, `127.0.0.1:${port}`));
  }
  const call = "skill-host call manifest.yaml stock --item bolts --trace";
  await runCommand("skill-gen build", warehouse.dir);
  const output = await runCommand(`${call} --no-store`, warehouse.dir);
  server.close();
  return {
    title: "A call for real, with its host calls",
    description:
      "npx skill-host call with --trace prints the answer, and each host call with its duration and the line of the manifest that granted it.",
    output: prompt(`npx ${call}`) + output.replaceAll(`127.0.0.1:${port}`, address),
  };
}

export async function showDemo(): Promise<Picture> {
  const output = await runCommand("tsx scripts/demo.ts", root);
  return {
    title: "npm run demo",
    description:
      "A skill is generated, compiled and called: on the engine, in a thread of the real host, and by an MCP client.",
    output: [
      prompt("npm run demo"),
      cut(output, { from: "assembly/skill.ts -> assembly/lib.ts", to: "text_stats" }).trimEnd(),
      left,
      cut(output, { from: "{ name: 'Ada' }" }),
      left,
      cut(output, { from: "for real", to: "hello/text_stats {" }),
    ].join(""),
  };
}
