export const manifestYaml = `id: notes
path: notes.wasm
description: Keeps notes
permissions:
  fs: { enabled: true, dirs: ["/data/notes:rw", "/data/*/templates:ro"] }
  http:
    enabled: true
    allowlist: ["https://*.example.com/v1/**", "http://10.0.0.0/8:8080/"]
    max_response_bytes: 4096
  tcp: { enabled: true, allowlist: ["redis:6379"], reconnect: { min_ms: 10, max_ms: 1000 } }
  shell: { enabled: true, allowlist: ["git log **", "ls"], allowed_dirs: ["/data/notes"] }
  file_transfer: { enabled: true, allowed_nodes: ["*"], local_dirs: ["/data:ro"] }
  llm: { enabled: true }
limits: { deadline_ms: 1000, memory_mb: 32, host_calls: 10 }
env:
  KEY: \${KEY:?ask the team}
  REGION: \${REGION:-eu}
invoke_policy: { can_invoke: [other], can_be_invoked_by: ["*"] }
mcp: { mapping: per_method, exposed_methods: [add], hidden_methods: [] }
web: { port: 8080, routes: [{ method: GET, path: "/notes/:id", handler: get }] }
websocket: { routes: [{ path: /ws/chat, handler: chat }] }
`;

export const hostYaml = `skills: [notes.yaml]
limits: { deadline_ms: 10000 }
llm: { endpoint: "\${LLM_URL:-http://localhost:11434/v1}", model: small, key: "\${LLM_KEY:-}" }
log: { level: info, format: pretty, skill_log: warn }
store: { path: data, missed_schedules: drop }
http: { addr: "127.0.0.1:8080", allowed_hosts: [localhost], requests_per_second: 10 }
tokens:
  - { name: me, sha256: ${"ab".repeat(32)}, mcp: true, role: admin }
web: { port: 8081, routes: [{ method: GET, path: "/notes/:id", ref: notes.get }] }
websocket: { routes: [{ path: /ws/chat, ref: notes.chat }] }
gateway: { path: /ws, anonymous: viewer, page: true }
agents: [{ id: helper, model: small, endpoint: "http://localhost/v1", skills: [notes] }]
metrics: { addr: "127.0.0.1:9090" }
`;

export const yamlWords = [
  ...[
    "id",
    "path",
    "permissions",
    "fs",
    "http",
    "limits",
    "env",
    "web",
    "routes",
    "agents",
    "skills",
  ],
  ...["true", "false", "null", "~", "0", "-1", "1e309", ".inf", ".nan", "0x1f", "9007199254740993"],
  ...[
    "${",
    "${A:-b}",
    "${A:?",
    "}",
    "$",
    '"',
    "'",
    "|",
    ">",
    "- ",
    ": ",
    "? ",
    "# ",
    "\n",
    "\n  ",
    "\t",
  ],
  ...[
    "&a ",
    "*a",
    "<<: ",
    "!!set ",
    "!!binary ",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "[",
    "]",
    "{",
    "}",
  ],
  ...[
    "__proto__: ",
    "constructor: ",
    "/",
    "..",
    "**",
    ":rw",
    ":ro",
    "\0",
    "\ufeff",
    "\u2028",
    "😀",
  ],
] as const;
