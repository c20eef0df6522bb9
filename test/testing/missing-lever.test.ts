import { encodeMessage } from "@luminarys/sdk-as/engine";
import { createMockHost } from "@luminarys/sdk-as/testing";
import { probeSource } from "@luminarys/sdk-as/testing/suite";
import { beforeAll, expect, test } from "vitest";
import { buildSkill } from "../support/build-skill.js";

let skill: Uint8Array;

beforeAll(async () => {
  skill = (await buildSkill(probeSource)).wasm;
});

function errorOf(name: string, request: Record<string, unknown>, manifest?: object) {
  const host = createMockHost({ skill, ...(manifest && { manifest }) });
  host.call("ask", { name, request: encodeMessage(request) });
  return host.journal.entries[0]?.error;
}

test.each<[name: string, request: Record<string, unknown>, asked: string, lever: string]>([
  ["tcp_request", { addr: "redis:6379" }, ' "redis:6379"', 'host.tcp.on("redis:6379").reply(...)'],
  ["tcp_connect", { addr: "a:1" }, ' "a:1"', 'host.tcp.on("a:1").accept((peer) => ...)'],
  [
    "http_get",
    { url: "https://a/" },
    ' "https://a/"',
    'host.http.on("GET", "https://a/").reply({ status: 200 })',
  ],
  [
    "ws_connect",
    { url: "wss://a/" },
    ' "wss://a/"',
    'host.ws.on("wss://a/").accept((peer) => ...)',
  ],
  ["shell_exec", { command: "ls" }, ' "ls"', 'host.shell.on("ls").reply({ output: "" })'],
  ["env_get", { key: "K" }, ' "K"', 'host.system.set({ env: { ["K"]: "..." } })'],
  ["fs_read", { path: "/a" }, ' "/a"', 'host.fs.write("/a", "...")'],
  ["fs_write", { path: "/a" }, ' "/a"', 'host.fs.mkdir("/a") or a folder above it'],
  ["prompt_complete", { prompt: "Hi" }, ' "Hi"', "host.llm.reply(...)"],
  ["file_transfer_recv", { source_node: "n", local_path: "/a" }, ' "n"', 'host.cluster.node("n")'],
])("without a manifest %s of %j names the lever that is missing", (name, request, asked, lever) => {
  expect(errorOf(name, request)).toEqual({
    code: "denied",
    message: `Cannot answer ${name}${asked}: nothing is scripted for it. Hint: ${lever}, or a manifest that grants it`,
  });
});

test("with a manifest a denial names the manifest's lines", () => {
  expect(errorOf("tcp_request", { addr: "redis:6379" }, {})?.message).toMatch(
    /permissions.tcp is disabled. Hint: set permissions.tcp.enabled to true/,
  );
});

test("what no line would allow is told as it is", () => {
  expect(errorOf("tcp_request", { addr: "metadata.google.internal:80" })?.message).toMatch(
    /it is a cloud's metadata service/,
  );
});
