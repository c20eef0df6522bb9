import { describe, expect, test } from "vitest";
import { printManifest } from "../../../engine/manifest/print-manifest.js";
import { completeManifest, parseManifest } from "../../../engine/manifest.js";
import { decideFs } from "../../../engine/permissions/fs.js";
import { decideHttp } from "../../../engine/permissions/http.js";
import { addLines, manifestFor } from "../../../engine/permissions/manifest-lines.js";

const identity = { id: "echo", path: "echo.wasm" };

test("lines make the smallest manifest, and YAML that reads the same", () => {
  const input = addLines(identity, [
    { list: "permissions.fs.dirs", item: "/data:rw" },
    { list: "permissions.fs.dirs", item: "/data:rw" },
    { list: "permissions.http.allowlist", item: "**" },
    { key: "permissions.http.allow_websocket", value: true },
    { list: "permissions.shell.allowlist", item: "git **" },
    { list: "invoke_policy.can_invoke", item: "other" },
    { key: "env.API.KEY", value: "" },
    { key: "permissions.llm.enabled", value: true },
  ]);
  const yaml = printManifest(input);
  expect(yaml).toBe(`id: echo
path: echo.wasm
permissions:
  fs:
    enabled: true
    dirs:
      - /data:rw
  http:
    enabled: true
    allowlist:
      - "**"
    allow_websocket: true
  shell:
    enabled: true
    allowlist:
      - git **
  llm:
    enabled: true
env:
  API.KEY: ""
invoke_policy:
  can_invoke:
    - other
`);
  expect(parseManifest(yaml)).toEqual(completeManifest(input));
});

test("a manifest without lines is its identity", () => {
  expect(printManifest(identity)).toBe("id: echo\npath: echo.wasm\n");
});

test("variables stay as they are written", () => {
  const text = "$" + "{KEY:?set it}";
  expect(printManifest({ ...identity, env: { KEY: text } })).toContain(`KEY: ${text}\n`);
});

test("what is given already stays, and the given manifest isn't changed", () => {
  const input = { ...identity, env: { KEY: "x" }, permissions: { fs: { dirs: ["/a:ro"] } } };
  const more = addLines(input, [
    { key: "env.KEY", value: "" },
    { list: "permissions.fs.dirs", item: "/b:ro" },
  ]);
  expect(more).toEqual({
    ...identity,
    env: { KEY: "x" },
    permissions: { fs: { enabled: true, dirs: ["/a:ro", "/b:ro"] } },
  });
  expect(input.permissions.fs).toEqual({ dirs: ["/a:ro"] });
});

describe("the lines of a denial are the manifest that would have passed", () => {
  const nothing = completeManifest(identity).permissions;

  test.each([
    ["/etc/passwd", "ro"],
    ["/a/b c/[d]", "rw"],
    ["/x", "rw"],
  ] as const)("for %s, %s", (path, mode) => {
    const denied = decideFs(nothing.fs, { path, mode });
    const granted = completeManifest(addLines(identity, denied.lines)).permissions;
    expect(decideFs(granted.fs, { path, mode }).allowed).toBe(true);
  });

  test.each(["https://api.example.com/v1", "http://127.0.0.1:81/", "wss://a.example:444/x"])(
    "for %s",
    (url) => {
      const request = { url, websocket: url.startsWith("ws") };
      const denied = decideHttp(nothing.http, request);
      const granted = completeManifest(addLines(identity, denied.lines)).permissions;
      expect(decideHttp(granted.http, request).allowed).toBe(true);
    },
  );
});

test("requirements alone make a manifest that grants them and nothing else", () => {
  const manifest = manifestFor(identity, [
    { kind: "fs", pattern: "/data/**", mode: "rw" },
    { kind: "ws", pattern: "wss://feed.example.com/**", mode: "" },
    { kind: "shell", pattern: "git **", mode: "" },
    { kind: "env", pattern: "KEY", mode: "" },
  ]);
  expect(manifest).toEqual(
    completeManifest({
      ...identity,
      permissions: {
        fs: { enabled: true, dirs: ["/data/**:rw"] },
        http: { enabled: true, allowlist: ["wss://feed.example.com/**"], allow_websocket: true },
        shell: { enabled: true, allowlist: ["git **"] },
      },
      env: { KEY: "" },
    }),
  );
});
