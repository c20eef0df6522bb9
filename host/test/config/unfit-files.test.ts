import { chmodSync } from "node:fs";
import { expect, test } from "vitest";
import { ConfigError } from "../../config/config-error.js";
import { loadHostConfig } from "../../config/load-host-config.js";
import { emptyModule, Workspace } from "./workspace.js";

/** The lines of the message. */
function problemsOf(at: Workspace, file = "host.yaml"): string[] {
  try {
    loadHostConfig(file, { cwd: at.root, env: {} });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message.split("\n");
  }
}

const noise = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 251));

test.each<[what: string, bytes: Uint8Array, want: string]>([
  ["noise", noise, "it is not text"],
  ["a text with a zero byte", Buffer.from("skills:\0 []"), "it is not text"],
  [
    "a compiled skill",
    emptyModule,
    "it is a compiled skill. Hint: name a host.yaml that lists its manifest; " +
      "skill-host init <module> writes both",
  ],
])("instead of host.yaml %s is told without showing it", (_, bytes, want) => {
  const at = new Workspace({ "host.yaml": bytes });
  expect(problemsOf(at)).toEqual([
    "Cannot use configuration: a problem",
    `host.yaml: Cannot read: ${want}`,
  ]);
});

test("a compiled skill among the manifests is told, and who writes its manifest", () => {
  const at = new Workspace({ "host.yaml": "skills: [build/a.wasm]", "build/a.wasm": emptyModule });
  expect(problemsOf(at)[1]).toBe(
    "build/a.wasm: Cannot read manifest: it is a compiled skill. " +
      "Hint: skill-host init <module> writes its manifest",
  );
});

test("a manifest instead of host.yaml is one problem that says where it belongs", () => {
  const at = new Workspace({ "m.yaml": "id: a\npath: a.wasm\nlimits: { memory_mb: 8 }\n" });
  expect(problemsOf(at, "m.yaml")).toEqual([
    "Cannot use configuration: a problem",
    "m.yaml:1:1: This is a manifest, expected a host's file. " +
      "Hint: list it under skills in host.yaml, and name that file",
  ]);
});

test("of many problems twenty are named, and how many more there are", () => {
  const text = Array.from({ length: 50 }, (_, i) => `unknown_${i}: 1\n`).join("");
  const lines = problemsOf(new Workspace({ "host.yaml": text }));
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([
    22,
    "Cannot use configuration: 50 problems",
    "and 30 more",
  ]);
});

test.each([
  ["a key", `${"k".repeat(500)}: 1`],
  ["a number", `limits: { memory_mb: ${"9".repeat(5000)} }`],
  ["an alias", `log: *${"a".repeat(5000)}`],
  ["what the parser stumbles on", `a: !e!${"c".repeat(5000)} 1`],
])("%s is shown in part when it's long", (_, text) => {
  const lines = problemsOf(new Workspace({ "host.yaml": text }));
  expect(lines[1]).toContain("...");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(400);
});

test("a module that is wrong is named by its whole path", () => {
  const at = new Workspace({
    "host.yaml": "skills: [n.yaml]",
    "n.yaml": "id: n\npath: build/n.wasm",
    "build/n.wasm": noise,
  });
  expect(problemsOf(at)[1]).toBe(
    'n.yaml:2:7: Cannot read module "build/n.wasm": it is not a WebAssembly module. ' +
      "Hint: build the skill first, or correct the path",
  );
});

test.skipIf(process.getuid?.() === 0)("a module that can't be read has a hint of its own", () => {
  const at = new Workspace({
    "host.yaml": "skills: [n.yaml]",
    "n.yaml": "id: n\npath: build/n.wasm",
    "build/n.wasm": emptyModule,
  });
  chmodSync(at.path("build/n.wasm"), 0);
  expect(problemsOf(at)[1]).toBe(
    'n.yaml:2:7: Cannot read module "build/n.wasm": permission denied. ' +
      "Hint: let this user read it",
  );
});
