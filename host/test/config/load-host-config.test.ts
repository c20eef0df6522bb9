import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../config/config-error.js";
import { loadHostConfig } from "../../config/load-host-config.js";
import { emptyModule, Workspace } from "./workspace.js";

const notes = "id: notes\npath: notes.wasm\n";
const skill = { "notes.yaml": notes, "notes.wasm": emptyModule };

function load(at: Workspace, env: Record<string, string> = {}) {
  return loadHostConfig("host.yaml", { cwd: at.root, env });
}

function problemsOf(files: Record<string, string | Uint8Array>, env = {}): string[] {
  const at = new Workspace(files);
  try {
    load(at, env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message.replaceAll(at.root, "<root>").split("\n");
  }
  throw new Error("No problem was found");
}

describe("what is right", () => {
  test("an empty file is a host without skills and with all defaults", () => {
    const at = new Workspace({ "host.yaml": "" });
    expect(load(at)).toEqual({
      file: at.path("host.yaml"),
      folder: at.root,
      tokens: [],
      skills: [],
      agents: [],
      log: { level: "info", skill_log: "debug" },
      limits: expect.objectContaining({ deadline_ms: 30_000, memory_mb: 64 }),
    });
  });

  test("every section is read, with paths from its folder", () => {
    const at = new Workspace({
      ...skill,
      "host.yaml": `
http: { addr: "[::1]:8080", tls: { cert: cert.pem, key: /key.pem }, allowed_origins: ["*"] }
tokens: [{ name: ada, sha256: ${"AB".repeat(32)}, mcp: ["notes/**"], role: admin }]
skills: [notes.yaml]
web: { port: 0, routes: [{ method: GET, path: /notes/:id, ref: notes.get }] }
websocket: { routes: [{ socket: prices, connect: "wss://example.com/", allow: true }] }
gateway: { anonymous: operator, page: true, session_days: 30 }
agents: [{ id: main, model: small, endpoint: "https://llm.example/v1", skills: [notes] }]
llm: { endpoint: "http://localhost:11434/v1", model: small }
log: { level: warn, format: json, skill_log: "off" }
store: { path: data }
limits: { memory_mb: 32 }
metrics: { addr: "localhost:9090" }
`,
    });
    expect(load(at)).toEqual({
      file: at.path("host.yaml"),
      folder: at.root,
      http: {
        addr: { host: "::1", port: 8080 },
        tls: { cert: at.path("cert.pem"), key: "/key.pem" },
        allowed_origins: ["*"],
      },
      tokens: [{ name: "ada", sha256: "ab".repeat(32), mcp: ["notes/**"], role: "admin" }],
      skills: [
        {
          file: at.path("notes.yaml"),
          manifest: expect.objectContaining({ id: "notes" }),
          modulePath: at.path("notes.wasm"),
        },
      ],
      web: { port: 0, routes: [{ method: "GET", path: "/notes/:id", ref: "notes.get" }] },
      websocket: { routes: [{ socket: "prices", connect: "wss://example.com/", allow: true }] },
      gateway: { path: "/ws", anonymous: "operator", page: true, session_days: 30 },
      agents: [
        {
          id: "main",
          model: "small",
          endpoint: "https://llm.example/v1",
          key: "",
          system: "",
          skills: ["notes"],
          max_steps: 16,
        },
      ],
      llm: { endpoint: "http://localhost:11434/v1", model: "small", key: "" },
      log: { level: "warn", format: "json", skill_log: "off" },
      store: { path: at.path("data"), missed_schedules: "call" },
      limits: expect.objectContaining({ memory_mb: 32 }),
      metrics: { addr: { host: "localhost", port: 9090 } },
    });
  });

  test("it can't be changed", () => {
    const config = load(new Workspace({ "host.yaml": "skills: [notes.yaml]", ...skill }));
    const parts = [config, config.skills, config.skills[0], config.log, config.limits];
    expect(parts.map((part) => Object.isFrozen(part))).toEqual([true, true, true, true, true]);
  });

  test("a folder stands for every manifest in it, by name, and never for host.yaml", () => {
    const at = new Workspace({
      "host.yaml": "skills: [., more, notes.yaml]",
      ...skill,
      "more/b.yml": "id: b\npath: ../notes.wasm",
      "more/a.yaml": "id: a\npath: ../notes.wasm",
      "more/.hidden.yaml": "id: hidden",
      "more/README.md": "# Not a manifest",
    });
    const ids = load(at).skills.map(({ manifest }) => manifest.id);
    expect(ids).toEqual(["notes", "a", "b"]);
  });

  test("limits are the defaults of manifests", () => {
    const at = new Workspace({
      "host.yaml": "skills: [a.yaml, b.yaml]\nlimits: { deadline_ms: 5, queue: 7 }",
      "a.yaml": "id: a\npath: m.wasm",
      "b.yaml": "id: b\npath: m.wasm\nlimits: { queue: 9 }",
      "m.wasm": emptyModule,
    });
    const limits = load(at).skills.map(({ manifest }) => manifest.limits);
    expect(limits.map(({ deadline_ms, queue }) => [deadline_ms, queue])).toEqual([
      [5, 7],
      [5, 9],
    ]);
  });

  test("a module is looked for beside the manifest, then in the working directory", () => {
    const at = new Workspace({
      "host.yaml": "skills: [skills]",
      "skills/near.yaml": "id: near\npath: near.wasm",
      "skills/near.wasm": emptyModule,
      "near.wasm": emptyModule,
      "skills/far.yaml": "id: far\npath: build/far.wasm",
      "build/far.wasm": emptyModule,
    });
    expect(load(at).skills.map(({ modulePath }) => modulePath)).toEqual([
      at.path("build/far.wasm"),
      at.path("skills/near.wasm"),
    ]);
  });

  test("a .skill that holds a bare module is one", () => {
    const at = new Workspace({
      "host.yaml": "skills: [notes.yaml]",
      "notes.yaml": "id: notes\npath: notes.skill",
      "notes.skill": emptyModule,
    });
    expect(load(at).skills[0]?.modulePath).toBe(at.path("notes.skill"));
  });
});

describe("variables", () => {
  test("come from the process, then the manifest's .env, then the host's", () => {
    const at = new Workspace({
      "host.yaml": 'skills: [skills]\nllm: { endpoint: "${URL}", model: "${MODEL:-small}" }',
      ".env": "URL=http://host.example/v1\nA=host\nB=host\nC=host",
      "skills/.env": "A=manifest\nB=manifest",
      "skills/a.yaml": 'id: a\npath: ../a.wasm\nenv: { A: "${A}", B: "${B}", C: "${C}" }',
      "a.wasm": emptyModule,
    });
    const { llm, skills } = load(at, { A: "process" });
    expect(llm).toEqual({ endpoint: "http://host.example/v1", model: "small", key: "" });
    expect(skills[0]?.manifest.env).toEqual({ A: "process", B: "manifest", C: "host" });
  });

  test("a required one that is missing is told with its message", () => {
    expect(
      problemsOf({ "host.yaml": 'llm:\n  endpoint: "${URL:?ask the team}"\n  model: m' }),
    ).toEqual([
      "Cannot use configuration: a problem",
      "host.yaml:2:13: Cannot expand llm.endpoint: ask the team. Hint: set URL in .env or in the environment",
    ]);
  });
});

describe("what is wrong is told with file, line, column and hint", () => {
  const one = (text: string) => problemsOf({ "host.yaml": text }).slice(1);

  test.each<[what: string, text: string, want: string[]]>([
    [
      "an unknown key",
      "skill: [a.yaml]",
      ['host.yaml:1:1: Unknown key "skill". Hint: did you mean "skills"?'],
    ],
    [
      "an unknown key deep inside",
      "log:\n  levle: info",
      ['host.yaml:2:3: Unknown key "levle" in log. Hint: did you mean "level"?'],
    ],
    [
      "a wrong word",
      "log: { level: verbose }",
      [
        'host.yaml:1:15: Expected debug or info or warn or error for log.level, found "verbose". ' +
          "Hint: known here: debug, info, warn, error",
      ],
    ],
    [
      "a bad address",
      "http: { addr: 8080 }\nmetrics: { addr: ':9090' }",
      [
        "host.yaml:1:15: Expected a string for http.addr, found 8080",
        'host.yaml:2:18: Cannot read address ":9090": expected host and port, such as 127.0.0.1:8080',
      ],
    ],
    [
      "a port beyond the last",
      'http: { addr: "localhost:65536" }',
      [
        'host.yaml:1:15: Cannot read address "localhost:65536": expected host and port, such as ' +
          "127.0.0.1:8080",
      ],
    ],
    [
      "a token in plain text",
      "tokens: [{ name: ada, sha256: secret }]",
      [
        "host.yaml:1:31: Cannot read a token's sha256: expected 64 hexadecimal digits, as sha256sum " +
          "prints them",
      ],
    ],
    [
      "a route without its method of a skill",
      "web: { routes: [{ method: GET, path: / }] }",
      ['host.yaml:1:17: Missing key "ref" in web.routes[0]'],
    ],
    [
      "an endpoint that is no URL",
      "llm: { endpoint: localhost, model: m }",
      [
        'host.yaml:1:18: Cannot read endpoint "localhost": expected a URL that begins with http:// ' +
          "or https://",
      ],
    ],
    [
      "entries of skills that are no texts",
      "skills: [{ a: b }, 1, [c]]",
      [
        "host.yaml:1:10: Expected the path of a manifest for skills[0], found a map. " +
          "Hint: write the manifest into a file of its own, and its path here",
        "host.yaml:1:20: Expected a string for skills[1], found 1",
        "host.yaml:1:23: Expected a string for skills[2], found a list",
      ],
    ],
    ["a list instead of a map", "- a", ["host.yaml:1:1: Expected a map, found a list"]],
    ["a key twice", "skills: []\nskills: []", [expect.stringMatching(/^host\.yaml:2:1: .*twice/)]],
  ])("%s", (_, text, want) => {
    expect(one(text)).toEqual(want);
  });

  test("an entry of skills that isn't there", () => {
    const [, problem] = problemsOf({ "host.yaml": "skills:\n  - gone.yaml" });
    expect(problem).toBe(
      'host.yaml:2:5: Cannot read skills[0] "gone.yaml": no such file. ' +
        "Hint: name a manifest, or a folder that holds manifests",
    );
  });

  test("no host.yaml at all", () => {
    expect(problemsOf({})).toEqual([
      "Cannot use configuration: a problem",
      "host.yaml: Cannot read: no such file. Hint: skill-host init <module> writes one",
    ]);
  });

  test("a folder of that name", () => {
    expect(problemsOf({ "host.yaml/x": "" })[1]).toBe("host.yaml: Cannot read: it is a folder");
  });

  test("a .env that can't be read", () => {
    expect(problemsOf({ "host.yaml": "", ".env/x": "" })[1]).toBe(
      ".env: Cannot read it: it is a folder",
    );
  });

  test("a missing module", () => {
    expect(problemsOf({ "host.yaml": "skills: [notes.yaml]", "notes.yaml": notes })[1]).toBe(
      'notes.yaml:2:7: Cannot read module "notes.wasm": it is neither beside the manifest nor ' +
        "in the working directory. Hint: build the skill first, or correct the path",
    );
  });

  test.each<[what: string, file: string, bytes: Uint8Array | string, want: string]>([
    [
      "a .skill container of another kind",
      "notes.skill",
      "PK\x03\x04",
      'Cannot read module "notes.skill": this kind of .skill container is not known. ' +
        "Hint: ask its author for the .wasm module that is inside",
    ],
    [
      "a text as module",
      "notes.wat",
      "(module)",
      'Cannot read module "notes.wat": it is not a WebAssembly module. ' +
        "Hint: build the skill first, or correct the path",
    ],
    [
      "an empty module",
      "notes.wasm",
      "",
      'Cannot read module "notes.wasm": it is not a WebAssembly module. ' +
        "Hint: build the skill first, or correct the path",
    ],
  ])("%s", (_, file, bytes, want) => {
    const files = { "host.yaml": "skills: [n.yaml]", "n.yaml": `id: n\npath: ${file}` };
    expect(problemsOf({ ...files, [file]: bytes })[1]).toBe(`n.yaml:2:7: ${want}`);
  });

  test("a folder as module", () => {
    const files = { "host.yaml": "skills: [n.yaml]", "n.yaml": "id: n\npath: m", "m/x": "" };
    expect(problemsOf(files)[1]).toBe(
      'n.yaml:2:7: Cannot read module "m": it is a folder. ' +
        "Hint: build the skill first, or correct the path",
    );
  });

  test("pipes instead of a manifest and a module, which nobody waits for", () => {
    const at = new Workspace({
      "host.yaml": "skills: [pipe.yaml, n.yaml]",
      "n.yaml": "id: n\npath: pipe.wasm",
    });
    execFileSync("mkfifo", [at.path("pipe.yaml"), at.path("pipe.wasm")]);
    expect(() => load(at)).toThrow(
      "Cannot use configuration: 2 problems\n" +
        "pipe.yaml: Cannot read manifest: it is not a regular file\n" +
        'n.yaml:2:7: Cannot read module "pipe.wasm": it is not a WebAssembly module. ' +
        "Hint: build the skill first, or correct the path",
    );
  });

  test("a manifest of a megabyte", () => {
    const files = { "host.yaml": "skills: [n.yaml]", "n.yaml": "#".repeat((1 << 20) + 1) };
    expect(problemsOf(files)[1]).toBe(
      "n.yaml: Cannot read manifest: it has 1048577 bytes, expected at most 1048576",
    );
  });

  test("two manifests with one id, with both files", () => {
    const files = { "host.yaml": "skills: [a.yaml, b.yaml]", "a.yaml": notes, "b.yaml": notes };
    expect(problemsOf({ ...files, "notes.wasm": emptyModule })[1]).toBe(
      'b.yaml:1:5: Cannot use skill id "notes": a.yaml has it already',
    );
  });

  test("everything at once, in the order of the files", () => {
    expect(
      problemsOf({
        "host.yaml": "skills: [skills]\nlog: loud\nlimit: {}",
        "skills/a.yaml": "id: a b\npath: m.wasm\nenv: { A: '${A:?set A}' }",
        "skills/b.yaml": "id: b\npath: m.wasm",
      }),
    ).toEqual([
      "Cannot use configuration: 5 problems",
      'host.yaml:2:6: Expected a map for log, found "loud"',
      'host.yaml:3:1: Unknown key "limit". Hint: did you mean "limits"?',
      'skills/a.yaml:1:5: Cannot use skill id "a b": expected a letter, then letters, digits and hyphens',
      "skills/a.yaml:3:11: Cannot expand env.A: set A. Hint: set A in .env or in the environment",
      'skills/b.yaml:2:7: Cannot read module "m.wasm": it is neither beside the manifest nor ' +
        "in the working directory. Hint: build the skill first, or correct the path",
    ]);
  });
});
