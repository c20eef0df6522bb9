import { expect, test } from "vitest";
import { meantDirectory } from "../../../engine/manifest/meant-directory.js";
import { parseManifest } from "../../../engine/manifest.js";

const places = { folder: "/srv/app", home: "/users/ann" };

test.each([
  ["../real-logs:ro", 'write "/srv/real-logs:ro"'],
  ["./data:rw", 'write "/srv/app/data:rw"'],
  ["data/*.log", 'write "/srv/app/data/*.log:ro"'],
  ["~/logs:ro", 'write "/users/ann/logs:ro"'],
  ["~:rw", 'write "/users/ann:rw"'],
  ["~ann/logs:ro", 'write "/srv/app/~ann/logs:ro"'],
  ["/logs:ro", undefined],
  [":ro", undefined],
])("for %s the hint is %s", (line, hint) => {
  expect(meantDirectory(line, places)).toBe(hint);
});

test("without a place to start from the hint is an example", () => {
  expect(meantDirectory("logs:rw", {})).toBe('write the path from the root on: "/srv/logs:rw"');
  expect(meantDirectory("~/x", {})).toBe('write the path from the root on: "/srv/logs:ro"');
});

test("a manifest with a relative directory says what it would be", () => {
  const text = 'id: a\npath: a.wasm\npermissions: { fs: { dirs: ["../logs:ro", "~/x:rw"] } }\n';
  const options = { folder: "/srv/app", environment: { HOME: "/users/ann" } };
  expect(() => parseManifest(text, options)).toThrow(
    "Cannot read manifest: 2 problems\n" +
      'manifest:3:29: Cannot read directory "../logs:ro": expected an absolute path. Hint: write "/srv/logs:ro"\n' +
      'manifest:3:43: Cannot read directory "~/x:rw": expected an absolute path. Hint: write "/users/ann/x:rw"',
  );
});
