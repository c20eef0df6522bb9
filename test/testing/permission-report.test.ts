import { createMockHost } from "@luminarys/sdk-as/testing";
import { beforeAll, expect, test } from "vitest";
import { buildSkill } from "../support/build-skill.js";
import { faultySource } from "./faulty-skill.js";

let skill: Uint8Array;

beforeAll(async () => {
  skill = (await buildSkill(faultySource)).wasm;
});

test("the report tells what is granted and never used", () => {
  const permissions = {
    fs: { enabled: true, dirs: ["/data:ro", "/logs:rw"] },
    tcp: { enabled: true, allowlist: ["chat:9000"] },
  };
  const host = createMockHost({ skill, manifest: { permissions }, env: { KEY: "x" } });
  host.fs.write("/data/a", "1");
  host.call("careful");
  expect(host.permissionReport()).toEqual({
    unused: [
      '"/logs:rw" in permissions.fs.dirs',
      '"chat:9000" in permissions.tcp.allowlist',
      "env.KEY",
    ],
    denied: [],
    manifest: [
      "id: faulty",
      "path: faulty.skill",
      "permissions:",
      "  fs:",
      "    enabled: true",
      "    dirs:",
      "      - /data:ro",
      "",
    ].join("\n"),
  });
});

test("a denied call is told with the line that would allow it", () => {
  const permissions = {
    fs: { enabled: true, dirs: ["/data:ro"] },
    tcp: { enabled: true, allowlist: ["chat:9000"] },
  };
  const host = createMockHost({ skill, manifest: { id: "relay", permissions } });
  host.fs.symlink("/data/a", "/etc/passwd");
  host.fs.write("/etc/passwd", "root");
  expect(host.call("careful").error).toBe(
    'Cannot read "/data/a": it leads to "/etc/passwd", outside the allowed directories (/data:ro). Hint: add "/etc:ro" to permissions.fs.dirs',
  );
  const { denied, manifest } = host.permissionReport();
  expect(denied.map(({ name, method, lines }) => [name, method, lines])).toEqual([
    ["fs_read", "careful", [{ list: "permissions.fs.dirs", item: "/etc:ro" }]],
  ]);
  expect(manifest).toContain("- /etc:ro");
});

test("a manifest that doesn't grant what the skill requires is refused", () => {
  expect(() => createMockHost({ skill, manifest: {} })).toThrow(
    /^Cannot load skill "faulty": its manifest leaves 2 requirements unmet/,
  );
});

test("without a manifest a skill may do what it requires and what is scripted", () => {
  const host = createMockHost({ skill });
  expect(host.call("careful").error).toMatch(/no such file/);
  expect(host.call("talk").error).toMatch(/nothing is scripted/);
  expect(host.permissionReport().denied).toEqual([]);
});
