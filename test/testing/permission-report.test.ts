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
      "  tcp:",
      "    enabled: true",
      "    allowlist:",
      "      - chat:9000",
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
    'Cannot read "/data/a": a link leads where permissions.fs.dirs allows no reading (/data:ro)',
  );
  const { denied, manifest } = host.permissionReport();
  expect(denied.map(({ name, method, lines }) => [name, method, lines])).toEqual([
    ["fs_read", "careful", [{ list: "permissions.fs.dirs", item: "/etc:ro" }]],
  ]);
  expect(manifest).toContain("dirs:\n      - /etc:ro\n      - /data:ro\n");
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

test("sockets count that the manifest declares, or a skill connects, and stay in the smallest manifest", async () => {
  const source = `
// @skill:id com.example.asker
// @skill:name "Asker"
// @skill:version 1.0.0

import { sockets } from "@luminarys/sdk-as";

// @skill:method ask "Asks over a socket that it connects"
export function ask(): i32 {
  return sockets.send("questions", "?", { url: "wss://b.example/" }).value;
}
`;
  const allowlist = ["wss://a.example/", "wss://b.example/", "wss://c.example/"];
  const http = { enabled: true, allow_websocket: true, allowlist };
  const websocket = { route: { socket: "answers", connect: "wss://a.example/" } };
  const manifest = { id: "asker", permissions: { http }, websocket };
  const host = createMockHost({ skill: (await buildSkill(source)).wasm, manifest });
  host.ws.on("wss://b.example/").accept();
  expect(host.call("ask").value).toBe(1);
  expect(host.permissionReport()).toEqual({
    unused: ['"wss://c.example/" in permissions.http.allowlist'],
    denied: [],
    manifest: [
      "id: asker",
      "path: asker.skill",
      "permissions:",
      "  http:",
      "    enabled: true",
      "    allowlist:",
      "      - wss://b.example/",
      "      - wss://a.example/",
      "    allow_websocket: true",
      "websocket:",
      "  routes:",
      "    - socket: answers",
      "      connect: wss://a.example/",
      "",
    ].join("\n"),
  });
});
