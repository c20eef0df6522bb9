import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { listSources, root } from "../support/sources.js";
import { TypeScriptServer } from "./type-script-server.js";

const server = new TypeScriptServer();
const skill = join(root, "templates/hello/assembly/skill.ts");

afterAll(() => server.end());

/** A skill of one line, in the place of a template's; `^` marks where the cursor is. */
function write(line: string): { line: number; offset: number } {
  const imports = 'import { fs, fsRead, http, HttpOptions } from "@luminarys/sdk-as";';
  server.open(skill, `${imports}\n${line.replace("^", "")}\n`);
  return { line: 2, offset: line.indexOf("^") + 1 };
}

test.each([
  ["http.^get('');", "assembly/http.ts", /^ {2}export function get\(/],
  ["fs^Read('');", "assembly/fs.ts", /^export function fsRead\(/],
  ["http.get('', { timeout^Ms: 1 });", "assembly/http.ts", /^ {2}timeoutMs: i64 = 0;/],
  ["new Http^Options();", "assembly/http.ts", /^export class HttpOptions /],
])("%s leads to its source", async (text, path, wanted) => {
  const { line, offset } = write(text);
  const [found] = await server.definition(skill, line, offset);
  expect(found?.file).toBe(join(root, path));
  const lines = readFileSync(found?.file ?? "", "utf8").split("\n");
  expect(lines[(found?.line ?? 0) - 1]).toMatch(wanted);
});

test("the cursor over a function shows signature, failure and permission", async () => {
  const { line, offset } = write("fsRead^('');");
  expect(await server.hover(skill, line, offset - 1)).toBe(
    "(alias) fsRead(path: string): Uint8Array\nimport fsRead\n" +
      "The bytes of a file. Throws when that fails.\nPermission: `@skill:require fs /data/**`.",
  );
});

test("the cursor over an option shows its unit", async () => {
  const { line, offset } = write("http.get('', { timeout^Ms: 1 });");
  expect(await server.hover(skill, line, offset)).toContain("Milliseconds, 0 = 30 s.");
});

test("a dot behind a namespace proposes its functions, and nothing of the library's inside", async () => {
  const { line, offset } = write("http.^");
  const names = await server.completions(skill, line, offset);
  expect(names).toEqual(["get", "headersFromJSON", "post", "request"]);
});

test("nothing is underlined in the library's sources, which asc checks", async () => {
  const files = listSources((path) => /^(index|assembly\/.*(?<!\.d))\.ts$/.test(path));
  const underlined: string[] = [];
  for (const { path } of files) {
    const file = join(root, path);
    server.open(file);
    if ((await server.errorsIn(file)).length > 0) underlined.push(path);
    server.close(file);
  }
  expect(files.length).toBeGreaterThan(60);
  expect(underlined).toEqual([]);
});
