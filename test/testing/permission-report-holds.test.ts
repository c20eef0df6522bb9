import { encodeMessage } from "@luminarys/sdk-as/engine";
import { createMockHost, type MockHost } from "@luminarys/sdk-as/testing";
import { probeSource } from "@luminarys/sdk-as/testing/suite";
import { array, assert, constantFrom, property, subarray } from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { buildSkill } from "../support/build-skill.js";

let skill: Uint8Array;

beforeAll(async () => {
  skill = (await buildSkill(probeSource)).wasm;
});

type Request = Readonly<Record<string, unknown>>;

const calls: readonly (readonly [name: string, request: Request])[] = [
  ...["127.0.0.1:6391", "10.0.0.5:6379", "redis:6379", "db.example.com:5432", "8.8.8.8:53"].map(
    (addr) => ["tcp_request", { addr, data: new Uint8Array(1), timeout_ms: 1000 }] as const,
  ),
  ...["https://api.example.com/v1", "http://127.0.0.1:8080/"].map(
    (url) => ["http_get", { url }] as const,
  ),
  ...["/data/a", "/etc/b"].map((path) => ["fs_read", { path }] as const),
  ["fs_write", { path: "/data/c", content: new Uint8Array(1) }],
  ["env_get", { key: "TOKEN" }],
  ["env_get", { key: "OTHER" }],
  ["shell_exec", { command: "git status" }],
  ["prompt_complete", { prompt: "Hi" }],
];

const levers: readonly ((host: MockHost) => unknown)[] = [
  (host) => host.tcp.on("127.0.0.1:6391").reply("a"),
  (host) => host.tcp.on("10.0.0.5:6379").reply("a"),
  (host) => host.tcp.on("redis:6379").reply("a"),
  (host) => host.dns.set("redis", ["127.0.0.9"]),
  (host) => host.http.on("GET", "https://api.example.com/v1").reply({ text: "a" }),
  (host) => host.fs.write("/data/a", "a"),
  (host) => host.fs.mkdir("/data"),
  (host) => host.shell.on("git status").reply({ output: "clean" }),
  (host) => host.system.set({ env: { TOKEN: "t${x}" } }),
  (host) => host.llm.reply("Hello"),
];

const manifests = [
  undefined,
  {},
  { permissions: { tcp: { enabled: true } } },
  { permissions: { tcp: { enabled: true, allowlist: ["8.8.8.8:*"] }, shell: { enabled: true } } },
  { permissions: { fs: { enabled: true, dirs: ["/data:ro"] }, http: { enabled: true } } },
];

interface Made {
  readonly names: readonly (typeof calls)[number][];
  readonly pulled: readonly (typeof levers)[number][];
}

/** The calls that were denied though a line would allow them. */
function deniedOf(host: MockHost, { names, pulled }: Made): string[] {
  for (const pull of pulled) pull(host);
  for (const [name, request] of names) host.call("ask", { name, request: encodeMessage(request) });
  return host
    .permissionReport()
    .denied.filter(({ lines }) => lines.length > 0)
    .map(({ reason }) => reason);
}

test("with the report's manifest the same calls pass", () => {
  const run = property(
    array(constantFrom(...calls), { minLength: 1, maxLength: 6 }),
    subarray([...levers]),
    constantFrom(...manifests),
    (names, pulled, manifest) => {
      const first = createMockHost({ skill, ...(manifest && { manifest }), env: { OTHER: "set" } });
      deniedOf(first, { names, pulled });
      const report = first.permissionReport();
      const second = createMockHost({ skill, manifest: report.manifest });
      expect(deniedOf(second, { names, pulled })).toEqual([]);
    },
  );
  assert(run, { numRuns: 300, seed: 5 });
});

test("it has the variables with the values that the test has set", () => {
  const host = createMockHost({ skill, env: { TOKEN: "a ${b}" } });
  host.call("ask", { name: "env_get", request: encodeMessage({ key: "TOKEN" }) });
  const { manifest } = host.permissionReport();
  expect(manifest).toBe("id: probe\npath: probe.skill\nenv:\n  TOKEN: a $${b}\n");
  const again = createMockHost({ skill, manifest });
  again.call("ask", { name: "env_get", request: encodeMessage({ key: "TOKEN" }) });
  expect(again.journal.entries[0]?.answer).toEqual({ value: "a ${b}" });
});

test("a name that led to a private address through an empty allowlist does so again", () => {
  const request = encodeMessage({ addr: "db.example.com:5432", data: new Uint8Array(1) });
  const tcp = { enabled: true };
  const host = createMockHost({ skill, manifest: { permissions: { tcp } } });
  const ask = (asked: MockHost) => {
    asked.dns.set("db.example.com", ["10.0.0.7"]);
    asked.tcp.on("db.example.com:5432").reply("a");
    asked.call("ask", { name: "tcp_request", request });
    return asked.journal.entries.map(({ allowed }) => allowed);
  };
  expect(ask(host)).toEqual([true]);
  const { manifest } = host.permissionReport();
  expect(manifest).toContain("- db.example.com:5432\n    allow_private: true\n");
  expect(ask(createMockHost({ skill, manifest }))).toEqual([true]);
});

describe("a skill that requires much", () => {
  const requirements = [
    "fs /data/** rw",
    "fs /etc/** ro",
    "http https://api.example.com/**",
    "ws wss://feed.example.com/**",
    "tcp redis:6379",
    "shell git **",
    "llm",
    "env TOKEN",
    "invoke other",
  ];
  const source = `// @skill:id com.example.asker
// @skill:name "Asker"
// @skill:version 1.0.0
${requirements.map((line) => `// @skill:require ${line}`).join("\n")}
import { fs } from "@luminarys/sdk-as";

// @skill:method read "Reads"
// @skill:param path required "Path"
export function read(path: string): bool {
  return fs.read(path).isOk;
}
`;
  const granting = {
    permissions: {
      fs: { enabled: true, dirs: ["/:ro", "/data:rw"] },
      http: { enabled: true, allowlist: ["**"], allow_websocket: true },
      tcp: { enabled: true },
      shell: { enabled: true, allowlist: ["**", "ls"], allowed_dirs: ["/data"] },
      llm: { enabled: true },
    },
    env: { TOKEN: "a $${b}" },
    invoke_policy: { can_invoke: ["*"] },
  };
  let asker: Uint8Array;

  beforeAll(async () => {
    asker = (await buildSkill(source)).wasm;
  });

  test.each([
    ["without a manifest", undefined],
    ["with one that grants more", granting],
  ])("%s loads with the report's manifest, whatever it has used", (_, manifest) => {
    const host = createMockHost({ skill: asker, ...(manifest && { manifest }) });
    host.fs.write("/data/a", "1");
    const unused = host.permissionReport().manifest;
    expect(host.call("read", { path: "/data/a" }).value).toBe(true);
    const used = host.permissionReport().manifest;
    for (const smallest of [unused, used]) {
      const again = createMockHost({ skill: asker, manifest: smallest });
      again.fs.write("/data/a", "1");
      expect(again.call("read", { path: "/data/a" }).value).toBe(true);
      expect(again.permissionReport().manifest).toBe(used);
    }
  });

  test("has in it what it requires, not all that it may", () => {
    const host = createMockHost({ skill: asker, manifest: granting });
    const { manifest } = host.permissionReport();
    expect(manifest).toContain("allowlist:\n      - redis:6379\n");
    expect(manifest).toContain("allowlist:\n      - git **\n");
    expect(manifest).toContain("env:\n  TOKEN: a $${b}\n");
  });
});
