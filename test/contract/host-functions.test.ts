import { describe, expect, test } from "vitest";
import { areas, hostFunctions } from "../../contract/index.js";
import type { Answer } from "../../contract/schema.js";
import { hostFunctions as served } from "../../engine/wire/host-functions.gen.js";

const http = "status headers cookies body truncated";

// Copied by hand from the specification: name, request keys, answer keys, permission.
const specified: [name: string, request: string, answer: string, permission: string][] = [
  ["fs_read", "path", "content", "fs"],
  ["fs_write", "path content", "", "fs rw"],
  ["fs_create", "path content", "", "fs rw"],
  ["fs_delete", "path", "", "fs rw"],
  ["fs_mkdir", "path", "", "fs rw"],
  ["fs_ls", "path long", "entries", "fs"],
  ["fs_chmod", "path mode recursive", "", "fs rw"],
  ["fs_read_lines", "path offset limit", "lines total_lines offset is_truncated", "fs"],
  [
    "fs_grep",
    "pattern path fixed case_insensitive max_depth max_count workers type_filter include exclude " +
      "ignore_dirs with_lines filename_only",
    "matches",
    "fs",
  ],
  [
    "fs_glob",
    "patterns path match_hidden ignore_dirs max_depth only_files only_dirs",
    "matches",
    "fs",
  ],
  ["fs_allowed_dirs", "", "dirs", "fs"],
  ["fs_copy", "source dest", "", "fs ro + rw"],
  ["archive_pack", "source output format exclude", "files_count format", "fs"],
  ["archive_unpack", "archive dest format exclude strip", "files_count", "fs rw"],
  ["archive_list", "archive format exclude", "entries", "fs"],
  ["disk_usage", "path", "total_bytes free_bytes used_bytes used_pct", "fs"],
  ["http_get", "url timeout_ms max_bytes", http, "http"],
  ["http_post", "url body content_type timeout_ms max_bytes", http, "http"],
  [
    "http_request",
    "method url headers cookies body timeout_ms max_bytes follow_redirects use_jar",
    http,
    "http",
  ],
  ["tcp_request", "addr data tls insecure timeout_ms max_bytes", "data", "tcp"],
  ["tcp_connect", "addr callback tls insecure server_name timeout_ms", "conn_id", "tcp"],
  ["tcp_set_callback", "conn_id callback", "", "tcp"],
  ["tcp_write", "conn_id data", "", "tcp"],
  ["tcp_close", "conn_id", "", "tcp"],
  ["ws_connect", "url headers timeout_ms callback insecure", "conn_id", "http + allow_websocket"],
  ["ws_send", "conn_id data message_type", "", "http + allow_websocket"],
  ["ws_close", "conn_id code reason", "", "http + allow_websocket"],
  [
    "shell_exec",
    "command workdir timeout_ms tail grep as_daemon log_file",
    "output exit_code pid log_file",
    "shell",
  ],
  ["env_get", "key", "value", "none"],
  ["log_write", "level message fields", "", "none"],
  ["sys_info", "", "os arch hostname num_cpu", "none"],
  ["time_now", "", "unix unix_nano rfc3339 timezone utc_offset", "none"],
  ["history_get", "filter", "[role content]", "llm"],
  ["prompt_complete", "prompt temperature max_tokens", "content", "llm"],
  ["file_transfer_send", "target_node local_path remote_path", "", "file_transfer"],
  ["file_transfer_recv", "source_node remote_path local_path", "", "file_transfer"],
  ["cluster_node_list", "", "current_node nodes", "cluster mode"],
];

// Copied by hand from the rulings: those of skill-host alone.
const ours: [name: string, request: string, answer: string, permission: string][] = [
  ["web_send", "exchange status headers body redirect write end", "", "none"],
  ["websocket_send", "socket data message_type url", "sent", "none"],
  ["websocket_receive", "socket timeout_ms url", "data message_type", "none"],
];

const required = {
  fs_read: "path",
  fs_write: "path",
  fs_create: "path",
  fs_delete: "path",
  fs_mkdir: "path",
  fs_ls: "path",
  fs_chmod: "path",
  fs_read_lines: "path",
  fs_grep: "pattern",
  fs_glob: "patterns",
  fs_copy: "dest source",
  archive_pack: "output source",
  archive_unpack: "archive dest",
  archive_list: "archive",
  http_get: "url",
  http_post: "url",
  http_request: "url",
  tcp_request: "addr",
  tcp_connect: "addr",
  tcp_set_callback: "conn_id",
  tcp_write: "conn_id",
  tcp_close: "conn_id",
  ws_connect: "url",
  ws_send: "conn_id",
  ws_close: "conn_id",
  shell_exec: "command",
  env_get: "key",
  log_write: "level",
  websocket_send: "socket",
  websocket_receive: "socket",
};

describe("host functions", () => {
  test("the contract holds the 37 of the specification and no others", () => {
    const found = areas.filter(({ origin }) => origin === undefined).flatMap(({ calls }) => calls);
    expect(specified).toHaveLength(37);
    expect(names(found)).toEqual(specified.map(([name]) => name).sort());
  });

  test("the contract holds three of skill-host's own, apart from them", () => {
    const found = areas
      .filter(({ origin }) => origin === "skill-host")
      .flatMap((area) => area.calls);
    expect(names(found)).toEqual(ours.map(([name]) => name).sort());
  });

  test.each([...specified, ...ours])(
    "%s has the specified keys and permission",
    (name, ...rest) => {
      const call = hostFunctions.find((candidate) => candidate.name === name);
      const keys = call?.request.map((field) => field.key).sort();
      const [request, answer, permission] = rest;
      expect(keys).toEqual(words(request));
      expect(answerKeys(call?.answer ?? null)).toEqual(
        answer.startsWith("[") ? answer : words(answer),
      );
      expect(call?.permission).toBe(permission);
    },
  );

  test("only the specified keys are required", () => {
    const found = hostFunctions.flatMap(({ name, request }) => {
      const keys = request.filter((field) => field.required).map((field) => field.key);
      return keys.length > 0 ? [[name, keys.sort().join(" ")]] : [];
    });
    expect(Object.fromEntries(found)).toEqual(required);
  });

  test("only what the specification names may be left out by the guest", () => {
    const found = hostFunctions.flatMap(({ name, request }) =>
      request.flatMap((field) => (field.omit ? [`${name}.${field.key} ${field.omit}`] : [])),
    );
    expect(found.sort()).toEqual([
      "fs_glob.ignore_dirs null",
      "fs_grep.ignore_dirs null",
      "shell_exec.log_file empty",
      "tcp_connect.server_name empty",
    ]);
  });

  test("the engine's table holds each with its area and permission", () => {
    const want = areas.flatMap((area) =>
      area.calls.map((call) => [call.name, { area: area.name, permission: call.permission }]),
    );
    const found = Object.entries(served).map(([name, { area, permission }]) => [
      name,
      { area, permission },
    ]);
    expect(found).toEqual(want);
  });
});

function words(text: string): string[] {
  return text === "" ? [] : text.split(" ").sort();
}

function names(list: readonly { name: string }[]): string[] {
  return list.map(({ name }) => name).sort();
}

function answerKeys(answer: Answer): string[] | string {
  if (answer === null) return [];
  if ("key" in answer) return [answer.key];
  if ("fields" in answer) return answer.fields.map((field) => field.key).sort();
  const records = areas.flatMap((area) => area.records);
  const of = records.find(({ name }) => JSON.stringify(answer.list).includes(`"${name}"`));
  return `[${of?.fields.map((field) => field.key).join(" ")}]`;
}
