import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { generate } from "../../codegen/generate.js";
import { readVersion } from "../../codegen/version.js";
import { setup } from "../support/build-packages.js";
import { listSources, root } from "../support/sources.js";
import { skillFiles, skillFolders, testFiles } from "./skill-folders.js";
import { TypeScriptServer } from "./type-script-server.js";

const server = new TypeScriptServer();

// Tests import what is built of the packages.
beforeAll(setup, 300_000);

afterAll(() => server.end());

function textOf(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** What an editor underlines in the file, also when it holds another text. */
async function errorsIn(path: string, text?: string) {
  const file = join(root, path);
  server.open(file, text);
  try {
    const config = (await server.configOf(file)).slice(root.length);
    return { config, errors: await server.errorsIn(file) };
  } finally {
    server.close(file);
  }
}

describe("an editor underlines nothing", () => {
  test.each(skillFiles)("in %s", async (path) => {
    const config = path.replace(/(\/assembly)\/.*/, "$1/tsconfig.json");
    expect(await errorsIn(path)).toEqual({ config, errors: [] });
  });

  test.each(testFiles)("in %s", async (path) => {
    const config = path.replace(/\/test\/.*/, "/tsconfig.json");
    expect(await errorsIn(path)).toEqual({ config, errors: [] });
  });

  test.each(skillFolders)("in the entry file of %s", async (folder) => {
    const sources = listSources((path) => path.startsWith(`${folder}/`) && /\.ts$/.test(path))
      .filter(({ path }) => !path.endsWith("/lib.ts"))
      .map(({ path, text }) => ({ path: path.slice(folder.length + 1), text }));
    const { files } = await generate(sources, { version: readVersion() });
    expect(files.map(({ path }) => path)).toEqual(["lib.ts"]);
    expect((await errorsIn(`${folder}/lib.ts`, files[0]?.text)).errors).toEqual([]);
  });
});

describe("an editor underlines", () => {
  test.each([
    ["a name that is misspelt", "timeNou();", 2552],
    ["an argument too many", "timeNow(1);", 2554],
    ["an argument of another type", "getEnv(1);", 2345],
    ["an option that there isn't", 'http.get("", { timeoutMS: 1 });', 2561],
    ["a missing argument", "http.get();", 2554],
    ["a member that there isn't", "timeNow().rfc;", 2339],
    ["a value that may be missing", "const n: string = maybe();", 2322],
  ])("%s in a skill", async (_, line, code) => {
    const imports = 'import { getEnv, http, timeNow } from "@luminarys/sdk-as";';
    const maybe = "function maybe(): string | null { return null; }";
    const text = `${imports}\n${maybe}\n${line}\n`;
    const { errors } = await errorsIn("templates/hello/assembly/skill.ts", text);
    expect(errors.map((each) => [each.line, each.code])).toEqual([[3, code]]);
  });

  test.each([
    ["a name that is misspelt", "createMockHots({ skill });", 2552],
    ["an option that there isn't", "createMockHost({ skil: skill });", 2561],
    ["an argument of another type", "createMockHost({ skill }).call(1);", 2345],
  ])("%s in a template's test", async (_, line, code) => {
    const imports = 'import { createMockHost } from "@luminarys/sdk-as/testing";';
    const text = `${imports}\nconst skill = new URL("x", import.meta.url);\n${line}\n`;
    const { errors } = await errorsIn("templates/hello/test/skill.test.js", text);
    expect(errors.map((each) => [each.line, each.code])).toEqual([[3, code]]);
  });

  test("a misspelt name in an example's test", async () => {
    const path = "examples/fs/test/skill.test.ts";
    const { errors } = await errorsIn(path, `${textOf(path)}\nexpekt(1);\n`);
    expect(errors.map(({ code }) => code)).toEqual([2552]);
  });
});
