import { describe, expect, test } from "vitest";
import { ManifestError } from "../../../engine/manifest/manifest-error.js";
import { completeManifest, parseManifest } from "../../../engine/manifest.js";

const head = "id: echo\npath: echo.wasm\n";

test("the smallest manifest has all defaults, and no permission", () => {
  expect(parseManifest(head)).toEqual({
    id: "echo",
    path: "echo.wasm",
    description: "",
    permissions: {
      fs: { enabled: false, dirs: [] },
      http: {
        enabled: false,
        allowlist: [],
        max_response_bytes: 1048576,
        allow_websocket: false,
        allow_private: false,
        proxy_from_env: false,
      },
      tcp: { enabled: false, allowlist: [], allow_private: false, reconnect: null, idle_ms: 0 },
      shell: { enabled: false, allowlist: [], allowed_dirs: [], keep_daemons: false },
      file_transfer: { enabled: false, allowed_nodes: [], local_dirs: [] },
      llm: { enabled: false },
    },
    limits: {
      deadline_ms: 30000,
      memory_mb: 64,
      idle_ms: 300000,
      queue: 256,
      connections: 64,
      processes: 8,
      log_lines_per_s: 1000,
      store_mb: 64,
      host_calls: 0,
      io_mb: 0,
    },
    env: {},
    invoke_policy: { can_invoke: [], can_be_invoked_by: ["*"] },
    mcp: { mapping: "per_method", hidden_methods: [], separator: "/", prefix: "id" },
  });
});

const full = `
id: go-toolchain
path: skills/go.skill
description: Builds things
permissions:
  fs: { enabled: true, dirs: ["/data:rw", "/data/projects/*/src:ro"] }
  http:
    enabled: true
    allowlist: ["https://api.example.com/**", "**"]
    max_response_bytes: 2048
    allow_websocket: true
    allow_private: true
    proxy_from_env: true
  tcp:
    enabled: true
    allowlist: ["redis.internal:6379", "10.0.0.*:*", "10.0.0.0/8:5432", "[::1]:80", "**"]
    allow_private: true
    reconnect: { min_ms: 100, max_ms: 5000 }
    idle_ms: 60000
  shell: { enabled: true, allowlist: ["go **", "./**"], allowed_dirs: [/data], keep_daemons: true }
  file_transfer: { enabled: true, allowed_nodes: [master, "*"], local_dirs: ["/data:rw"] }
  llm: { enabled: true }
limits: { deadline_ms: 1000, memory_mb: 16, host_calls: 5, io_mb: 3 }
env: { PORT: 8080, RATIO: 1.0, DEBUG: true, NAME: "ada" }
invoke_policy: { can_invoke: [echo], can_be_invoked_by: [other-skill] }
mcp:
  mapping: per_skill
  hidden_methods: [secret]
  exposed_methods: [open]
  separator: "_"
  prefix: none
web:
  port: 0
  route: { method: GET, path: / }
  routes: [{ method: POST, path: "/items/:id", ref: add, bind: params, envelope: true, stream: true }]
websocket:
  routes: [{ socket: chat, listen: true, path: /chat }, { socket: feed, connect: "wss://x.org/" }]
`;

test("every key is read as it's written", () => {
  expect(parseManifest(full)).toMatchObject({
    description: "Builds things",
    permissions: {
      fs: { enabled: true, dirs: ["/data:rw", "/data/projects/*/src:ro"] },
      http: { max_response_bytes: 2048, allow_websocket: true, allow_private: true },
      tcp: { reconnect: { min_ms: 100, max_ms: 5000 }, idle_ms: 60000 },
      shell: { allowlist: ["go **", "./**"], allowed_dirs: ["/data"], keep_daemons: true },
      file_transfer: { allowed_nodes: ["master", "*"], local_dirs: ["/data:rw"] },
      llm: { enabled: true },
    },
    limits: { deadline_ms: 1000, memory_mb: 16, queue: 256, host_calls: 5, io_mb: 3 },
    env: { PORT: "8080", RATIO: "1.0", DEBUG: "true", NAME: "ada" },
    invoke_policy: { can_invoke: ["echo"], can_be_invoked_by: ["other-skill"] },
    mcp: { mapping: "per_skill", exposed_methods: ["open"], separator: "_", prefix: "none" },
    web: {
      port: 0,
      routes: [
        { method: "GET", path: "/" },
        { method: "POST", path: "/items/:id", bind: "params", envelope: true, stream: true },
      ],
    },
    websocket: {
      routes: [
        { socket: "chat", listen: true, path: "/chat" },
        { socket: "feed", connect: "wss://x.org/" },
      ],
    },
  });
});

test("a complete manifest is read again as it is", () => {
  const manifest = parseManifest(full);
  expect(completeManifest(manifest)).toEqual(manifest);
});

test("commands may run where files may be used, unless the manifest says where", () => {
  const dirs = (shell: string) =>
    parseManifest(`${head}permissions: { fs: { dirs: ["/a:ro"] }, shell: ${shell} }`).permissions
      .shell.allowed_dirs;
  expect(dirs("{}")).toEqual(["/a:ro"]);
  expect(dirs("{ allowed_dirs: [/b] }")).toEqual(["/b"]);
  expect(dirs("{ allowed_dirs: [] }")).toEqual([]);
});

test("an empty section is an absent one, and aliases are followed", () => {
  const text = `${head}permissions: { fs: { dirs: &d ["/a:rw"] }, http:, file_transfer: { local_dirs: *d } }`;
  const { permissions } = parseManifest(text);
  expect(permissions.http.enabled).toBe(false);
  expect(permissions.file_transfer.local_dirs).toEqual(["/a:rw"]);
});

test("a host has its own defaults of the limits", () => {
  const text = `${head}limits: { queue: 2 }`;
  const { limits } = parseManifest(text, { limits: { queue: 8, deadline_ms: 5 } });
  expect(limits).toMatchObject({ queue: 2, deadline_ms: 5, memory_mb: 64 });
});

test("a manifest can't be changed afterwards", () => {
  const { permissions } = parseManifest(full);
  expect(() => (permissions.fs.dirs as string[]).push("/:rw")).toThrow(TypeError);
});

const problemsOf = (text: string, environment = {}) => {
  try {
    parseManifest(text, { file: "m.yaml", environment });
  } catch (error) {
    return error instanceof ManifestError ? error.message : error;
  }
  return "none";
};

test("all problems are told at once, in the order of the file", () => {
  const text = `id: 1up
pth: a
permissions:
  fs: { enabled: yes, dir: [] }
  tcp:
    reconnect: { min_ms: 5, max_ms: 1 }
  http:
    allowlist: [ "example.com", 7 ]
limits: { queue: many, memory_mb: 0 }
mcp: { mapping: per_methods }
env: { KEY: , LIST: [1] }
web: { routes: [ { method: get, path: x } ] }
`;
  expect(problemsOf(text)).toBe(
    `Cannot read manifest "m.yaml": 15 problems
m.yaml:1:1: Missing key "path"
m.yaml:1:5: Cannot use skill id "1up": expected a letter, then letters, digits and hyphens
m.yaml:2:1: Unknown key "pth". Hint: did you mean "path"?
m.yaml:4:18: Expected true or false for permissions.fs.enabled, found "yes"
m.yaml:4:23: Unknown key "dir" in permissions.fs. Hint: did you mean "dirs"?
m.yaml:6:16: min_ms (5) is above max_ms (1) in permissions.tcp.reconnect
m.yaml:8:18: Cannot read URL pattern "example.com": expected "**" or "<scheme>://<host>/<path>"
m.yaml:8:33: Expected a string for permissions.http.allowlist[1], found 7
m.yaml:9:18: Expected a whole number for limits.queue, found "many"
m.yaml:9:35: Expected a whole number from 1 to 4096 for limits.memory_mb, found 0
m.yaml:10:17: Expected per_method or per_skill for mcp.mapping, found "per_methods". Hint: did you mean "per_method"?
m.yaml:11:13: Expected a string for env.KEY, found nothing. Hint: write "" for an empty one
m.yaml:11:21: Expected a string for env.LIST, found a list
m.yaml:12:28: Cannot read HTTP method "get": expected capitals such as GET
m.yaml:12:39: Cannot read path "x": expected it to begin with "/"`,
  );
});

const single: [text: string, problem: string][] = [
  ["", '1:1: Missing key "id"'],
  ["- a", "1:1: Expected a map, found a list"],
  ["just text", '1:1: Expected a map, found "just text"'],
  [`${head}id: b`, "3:1: This key stands twice in the same map"],
  [
    `${head}env: {`,
    "3:7: Flow map in block collection must be sufficiently indented and end with a }",
  ],
  [`${head}---\nid: x`, "3:1: A second document begins here, expected one"],
  [`${head}env: *nope`, '3:6: Unknown alias "*nope"'],
  [
    `${head}zzzzzzzzzz: 1`,
    '3:1: Unknown key "zzzzzzzzzz". Hint: known here: id, path, description, permissions, limits, env, invoke_policy, mcp, web, websocket',
  ],
  [`${head}permission: {}`, '3:1: Unknown key "permission". Hint: did you mean "permissions"?'],
  [`${head}Permissions: {}`, '3:1: Unknown key "Permissions". Hint: did you mean "permissions"?'],
  [
    `${head}permissions: { htpp: {} }`,
    '3:16: Unknown key "htpp" in permissions. Hint: did you mean "http"?',
  ],
  [`${head}permissions: []`, "3:14: Expected a map for permissions, found a list"],
  [
    `${head}permissions: { fs: { dirs: /data:rw } }`,
    '3:28: Expected a list for permissions.fs.dirs, found "/data:rw". Hint: write ["/data:rw"]',
  ],
  [
    `${head}permissions: { fs: { dirs: [ /data ] } }`,
    '3:30: Cannot read directory "/data": expected "<path>:ro" or "<path>:rw"',
  ],
  [
    `${head}permissions: { fs: { dirs: [ "data:rw" ] } }`,
    '3:30: Cannot read directory "data:rw": expected an absolute path. Hint: write the path from the root on: "/srv/logs:rw"',
  ],
  [
    `${head}permissions: { fs: { dirs: [ "/a/../b:rw" ] } }`,
    '3:30: Cannot read directory "/a/../b:rw": ".." has no place in a grant',
  ],
  [
    `${head}permissions: { fs: { dirs: [ "/a/{b:rw" ] } }`,
    '3:30: Cannot parse pattern "/a/{b": "{" is never closed at character 4',
  ],
  [
    `${head}permissions: { http: { allowlist: ["ftp://x/**"] } }`,
    '3:36: Cannot read URL pattern "ftp://x/**": scheme "ftp" is none of http, https, ws, wss',
  ],
  [
    `${head}permissions: { http: { allowlist: ["http://u@x/"] } }`,
    '3:36: Cannot read URL pattern "http://u@x/": it holds a user name',
  ],
  [
    `${head}permissions: { http: { allowlist: ["http://x:99999/"] } }`,
    '3:36: Cannot read URL pattern "http://x:99999/": "99999" is no port from 1 to 65535, nor "*"',
  ],
  [
    `${head}permissions: { tcp: { allowlist: ["redis"] } }`,
    '3:35: Cannot read address pattern "redis": expected "**" or "<host>:<port>"',
  ],
  [
    `${head}permissions: { tcp: { allowlist: ["10.0.0.1/8:*"] } }`,
    '3:35: Cannot read address pattern "10.0.0.1/8:*": "10.0.0.1/8" is no range of addresses such as 10.0.0.0/8',
  ],
  [
    `${head}permissions: { tcp: { reconnect: true } }`,
    "3:34: Expected a map with min_ms and max_ms, or false for permissions.tcp.reconnect, found true",
  ],
  [
    `${head}permissions: { shell: { allowlist: [" "] } }`,
    "3:37: Cannot read command pattern: it is empty",
  ],
  [`${head}limits: { queue: 1.5 }`, "3:18: Expected a whole number for limits.queue, found 1.5"],
  [
    `${head}invoke_policy: { can_invoke: [a.b] }`,
    '3:31: Cannot use skill id "a.b": expected a letter, then letters, digits and hyphens',
  ],
  [`${head}mcp: { separator: "" }`, "3:19: Expected a text that isn't empty"],
  [
    `${head}env: { A: "\${A:?set it in .env}" }`,
    "3:11: Cannot expand env.A: set it in .env. Hint: set A in .env or in the environment",
  ],
  [
    `${head}env: { A: "\${A:?}" }`,
    "3:11: Cannot expand env.A: A isn't set. Hint: set A in .env or in the environment",
  ],
  [
    `${head}env: { A: "\${A-b}" }`,
    '3:11: Cannot expand env.A: "${A-b}" is none of ${VAR}, ${VAR:-default}, ${VAR:?message}',
  ],
  [`${head}env: { A: "\${A" }`, '3:11: Cannot expand env.A: "${" is never closed'],
  [
    `${head}permissions: { http: { allowlist: ["\${HOOK}"] } }`,
    '3:36: Cannot use "${HOOK}" in permissions.http.allowlist[0]: only env is expanded. Hint: write the value itself',
  ],
  [
    `${head}permissions: { tcp: { allowlist: ["\${REDIS:-redis}:6379"] } }`,
    '3:35: Cannot use "${REDIS:-redis}" in permissions.tcp.allowlist[0]: only env is expanded. Hint: write the value itself',
  ],
  [`${head}web: {}`, "3:6: web holds no route"],
  [
    `${head}websocket: { routes: [{ socket: a, connect: "http://x" }] }`,
    '3:45: Cannot read URL "http://x": expected one that begins with ws:// or wss://',
  ],
  [
    `${head}websocket: { routes: [{ listen: true }] }`,
    '3:23: Missing key "socket" in websocket.routes[0]',
  ],
];

describe("a mistake is named with its place", () => {
  test.each(single)("%j", (text, problem) => {
    const [first, ...lines] = String(problemsOf(text)).split("\n");
    expect(first).toMatch(/^Cannot read manifest "m\.yaml": (a problem|2 problems)$/);
    expect(lines[0]).toBe(`m.yaml:${problem}`);
  });
});

test("a plain object may be as short as a file", () => {
  const input = { id: "a", path: "b", web: { route: { method: "GET", path: "/" } }, mcp: {} };
  expect(completeManifest(input)).toMatchObject({
    web: { routes: [{ method: "GET", path: "/" }] },
  });
});

test("a plain object is checked as strictly", () => {
  const input = { id: "a", path: "b", permisions: {} };
  expect(() => completeManifest(input, { file: "createMockHost" })).toThrow(
    'Cannot read manifest "createMockHost": a problem\ncreateMockHost: Unknown key "permisions". Hint: did you mean "permissions"?',
  );
});
