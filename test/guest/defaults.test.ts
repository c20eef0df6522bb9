import { fileURLToPath } from "node:url";
import { decode } from "@msgpack/msgpack";
import { beforeAll, describe, expect, test } from "vitest";
import { commandTypes } from "../../contract/commands.js";
import { areas } from "../../contract/index.js";
import { compileSkill } from "../support/compile.js";
import { RawHost } from "../support/raw-host.js";

const entry = fileURLToPath(new URL("fixtures/probe/lib.ts", import.meta.url));
const names = areas.flatMap((area) => area.calls.map(({ name }) => name));

let host: RawHost;
let seen: [name: string, request: unknown][] = [];

beforeAll(async () => {
  const serve = (name: string) => (request: Uint8Array) => {
    seen.push([name, decode(request)]);
    return Uint8Array.of(0x80);
  };
  const functions = Object.fromEntries(names.map((name) => [name, serve(name)]));
  host = new RawHost((await compileSkill({ entry })).wasm, { functions });
});

function ask(form: string, name = ""): typeof seen {
  seen = [];
  host.value(form, { name });
  return seen;
}

const data = Uint8Array.of(1);
const none = new Uint8Array(0);
const grep = {
  pattern: "x",
  path: "",
  fixed: false,
  case_insensitive: false,
  with_lines: false,
  include: [],
  exclude: [],
  max_count: 0,
  max_depth: 0,
  workers: 0,
  type_filter: "",
  filename_only: false,
};
const request = {
  method: "",
  url: "u",
  body: none,
  headers: [],
  cookies: [],
  timeout_ms: 0,
  max_bytes: 0,
  follow_redirects: false,
  use_jar: false,
};
const answer = {
  exchange: "",
  status: 0,
  headers: [],
  body: none,
  redirect: "",
  write: none,
  end: false,
};
const glob = { path: "", only_files: false, only_dirs: false, match_hidden: false, max_depth: 0 };
const octets = { name: "Content-Type", value: "application/octet-stream" };

const least: [name: string, request: object][] = [
  ["fs_ls", { path: "/p", long: false }],
  ["fs_chmod", { path: "/p", mode: 420, recursive: false }],
  ["fs_read_lines", { path: "/p", offset: 0, limit: 0 }],
  ["fs_grep", grep],
  ["fs_glob", { patterns: ["*"], ...glob }],
  ["archive_pack", { source: "/s", output: "/o", format: "tar.gz", exclude: "" }],
  ["archive_unpack", { archive: "/a", dest: "/d", format: "", exclude: "", strip: 0 }],
  ["archive_list", { archive: "/a", format: "", exclude: "" }],
  ["http_request", request],
  ["tcp_request", { addr: "a", data, tls: false, insecure: false, timeout_ms: 0, max_bytes: 0 }],
  ["tcp_connect", { addr: "a", callback: "", tls: false, insecure: false, timeout_ms: 0 }],
  ["ws_connect", { url: "u", headers: [], timeout_ms: 0, callback: "", insecure: false }],
  ["ws_send", { conn_id: "c", data, message_type: "text" }],
  ["ws_close", { conn_id: "c", code: 1000, reason: "" }],
  ["shell_exec", { command: "c", workdir: "", timeout_ms: 0, tail: 0, grep: "", as_daemon: false }],
  ["disk_usage", { path: "" }],
  ["log_write", { level: "info", message: "m", fields: {} }],
  ["history_get", { filter: "" }],
  ["prompt_complete", { prompt: "p", temperature: 0, max_tokens: 0 }],
  ["web_send", answer],
  ["websocket_send", { socket: "s", data: none, message_type: "text", url: "" }],
  ["websocket_receive", { socket: "s", timeout_ms: 0, url: "" }],
];

describe("with as few arguments as it takes", () => {
  test.each(least)("%s is asked with every default, by both its forms", (name, want) => {
    expect(ask("least", name)).toEqual([[name, want]]);
    expect(ask("least_result", name)).toEqual([[name, want]]);
  });

  test.each([
    ["http_get", { url: "u", timeout_ms: 0, max_bytes: 0 }, { method: "GET" }],
    [
      "http_post",
      { url: "u", body: data, content_type: "", timeout_ms: 0, max_bytes: 0 },
      { method: "POST", body: data, headers: [octets] },
    ],
  ])("%s is asked with every default; its namespace asks http_request", (name, want, more) => {
    expect(ask("least", name)).toEqual([[name, want]]);
    expect(ask("least_result", name)).toEqual([["http_request", { ...request, ...more }]]);
  });

  test("a file is sent to the same path on the other node, and fetched to the same here", () => {
    expect(ask("least_result", "file_transfer_send")).toEqual([
      ["file_transfer_send", { target_node: "n", local_path: "/l", remote_path: "/l" }],
    ]);
    expect(ask("least_result", "file_transfer_recv")).toEqual([
      ["file_transfer_recv", { source_node: "n", remote_path: "/r", local_path: "/r" }],
    ]);
  });
});

test("each level has a log function", () => {
  const lines = ["debug one", "info two", "warn three", "error four"].map((line) => {
    const [level, message] = line.split(" ");
    return ["log_write", { level, message, fields: {} }];
  });
  expect(ask("levels")).toEqual(lines);
});

test("constants have the values of the wire", () => {
  const [texts, numbers] = host.value("constants") as [string[], number[]];
  expect(texts).toEqual([
    ...["", "eof", "reset", "timeout", "tls", "io"],
    ...["text", "binary", "close"],
    ...["debug", "info", "warn", "error"],
    ...commandTypes.map(({ type }) => type),
  ]);
  expect(numbers).toEqual([
    ...[0o400, 0o200, 0o100, 0o040, 0o020, 0o010, 0o004, 0o002, 0o001],
    ...[0o444, 0o644, 0o755, 0o600, 0o700],
    ...[0x000300, 0, 3, 0, 1],
  ]);
});
