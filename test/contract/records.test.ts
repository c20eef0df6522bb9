import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const folder = new URL("../../assembly/wire/", import.meta.url);

// Copied by hand from the published documentation; a field without a type is a string.
const published: Record<string, string> = {
  AllowedDir: "path, mode",
  DirEntry: "name, size i64, is_dir bool, mod_time i64, mode u32, mode_str",
  TextFileContent: "lines string[], total_lines i32, offset i32, is_truncated bool",
  GrepFileMatch: "path, matches GrepLineMatch[]",
  GrepLineMatch: "line_num i32, line, ranges GrepRange[]",
  GrepRange: "start i64, end i64",
  GlobEntry: "path, is_dir bool",
  HttpHeader: "name, value",
  HttpCookie: "name, value, domain, path, expires i64, secure bool, httponly bool",
  HttpResponse:
    "status i32, headers HttpHeader[], cookies HttpCookie[], body Uint8Array, truncated bool",
  ShellResult: "output, exit_code i32, pid i32, log_file",
  SysInfoResult: "os, arch, hostname, num_cpu i32",
  TimeNowResult: "unix i64, unix_nano i64, rfc3339, timezone, utc_offset i32",
  DiskUsageResult: "total_bytes i64, free_bytes i64, used_bytes i64, used_pct f64",
  ArchivePackResult: "files_count i32, format",
  ArchiveEntry: "name, size i64, is_dir bool",
  ClusterNodeInfo: "node_id, role, skills string[]",
  ClusterNodeListResult: "current_node, nodes ClusterNodeInfo[]",
  HistoryMessage: "role, content",
  ConnEvent: "conn_id, data Uint8Array, error_kind, error_msg",
  WsEvent:
    "conn_id, data Uint8Array, message_type, close_code i64, close_text, error_kind, error_msg",
  BatchItemResult: "index i32, payload Uint8Array, error",
  BatchResult: "batch_id, items BatchItemResult[]",
};

/** Of skill-host's own areas. */
const ours: Record<string, string> = { SocketMessage: "data Uint8Array, message_type" };

const zeros: Record<string, string> = {
  string: '""',
  bool: "false",
  Uint8Array: "new Uint8Array(0)",
};

const found = new Map(readdirSync(folder).flatMap((file) => readClasses(file)));

describe("the guest's generated classes", () => {
  test("are the published ones, those of skill-host, and no others", () => {
    const want = [...Object.keys(published), ...Object.keys(ours)];
    expect([...found.keys()].sort()).toEqual(want.sort());
  });

  test.each(Object.entries({ ...published, ...ours }))(
    "%s has its published fields, zero at first",
    (name, fields) => {
      const want = fields.split(", ").map((field) => {
        const [key, type = "string"] = field.split(" ");
        const zero = type.endsWith("[]") ? "[]" : (zeros[type] ?? "0");
        return `${key}: ${type} = ${zero};`;
      });
      expect(found.get(name)).toEqual(want);
    },
  );
});

function readClasses(file: string): [string, string[]][] {
  const text = readFileSync(new URL(file, folder), "utf8");
  return [...text.matchAll(/^export class (\w+) \{\n([^}]*)^\}/gm)].map(
    ([, name = "", body = ""]) => [
      name,
      body.split("\n").flatMap((line) => line.match(/^ {2}(\w+: .*)$/)?.[1] ?? []),
    ],
  );
}
