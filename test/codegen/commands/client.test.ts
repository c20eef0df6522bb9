import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { printClient } from "../../../codegen/print/print-client.js";
import type { TypedDescriptor, TypedParam } from "../../../codegen/typed-descriptor.js";
import { root } from "../../support/sources.js";
import { typeCheck as typeCheckIn } from "../../support/type-check.js";
import { catalogSource, describeSource, startCatalog } from "./catalog.js";

const version = "0.3.0";
const folder = join(root, "test/codegen/commands");

const use = `import { createSkill, type SkillModule } from "../../../engine/index.js";
import { CatalogClient, CatalogError, type Part } from "./client.js";

declare const module: SkillModule;
const client = new CatalogClient(createSkill(module));
const parts: Part[] = client.addPart({ part: { name: "nut", price: 2n ** 60n }, mode: "keep" });
const width: number = parts[0]?.size?.width ?? 0;
const bytes: Uint8Array = client.ping();
client.measure({
  flag: true, small: 1, whole: 2, natural: 3n, ratio: 0.5, data: bytes,
  sizes: { a: { width } }, rows: [[1], []], note: null, extra: { any: [1] }, limit: undefined,
});
const code: string = client.currency();
throw new CatalogError(code, "currency");
`;

const misuse = `import { CatalogClient } from "./client.js";

declare const client: CatalogClient;
client.addPart({ part: { name: "nut" } });
client.addPart({ part: { name: "nut", price: 1 }, mode: "drop" });
client.addPart({ part: { name: "nut", price: 1, colour: "red" } });
client.ping({});
client.currency().huge;
client.onData({});
`;

const asyncUse = `import { CatalogClient, type Part } from "./client.js";

export async function run(host: {
  invoke(method: string, args: Readonly<Record<string, unknown>>): Promise<{ value: unknown }>;
}): Promise<Part[]> {
  const client = new CatalogClient(host);
  await client.ping();
  return client.addPart({ part: { name: "nut", price: 1 } });
}
`;

const typeCheck = (files: Record<string, string>) => typeCheckIn(files, folder);

/** The classes of a printed client. */
async function load(text: string) {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  const { outputText } = ts.transpileModule(text, { compilerOptions });
  return import(`data:text/javascript,${encodeURIComponent(outputText)}`);
}

let sync: string;
let async: string;

beforeAll(async () => {
  const descriptor = await describeSource(catalogSource);
  sync = printClient(descriptor, { async: false, version });
  async = printClient(descriptor, { async: true, version });
});

describe("the client of a skill", () => {
  test("looks as if typed by hand", () => {
    expect(sync).toBe(readFileSync(join(folder, "golden/client.ts"), "utf8"));
  });

  test("compiles under strict, with the engine's skill behind it", () => {
    expect(typeCheck({ "client.ts": sync, "use.ts": use })).toEqual([]);
  });

  test("refuses wrong arguments at compile time", () => {
    expect(typeCheck({ "client.ts": sync, "use.ts": misuse })).toEqual([
      expect.stringMatching(/^use\.ts:4: Property 'price' is missing/),
      expect.stringMatching(/^use\.ts:5: Type '"drop"' is not assignable/),
      expect.stringMatching(/^use\.ts:6: Object literal may only specify known/),
      expect.stringMatching(/^use\.ts:7: Expected 0 arguments, but got 1/),
      expect.stringMatching(/^use\.ts:8: Property 'huge' does not exist/),
      expect.stringMatching(/^use\.ts:9: Property 'onData' does not exist/),
    ]);
  });

  test("calls the compiled skill, and throws what it answers with", async () => {
    const { CatalogClient, CatalogError } = await load(sync);
    const client = new CatalogClient(await startCatalog());
    const part = { name: "nut", price: 3, amount: 2, size: null, tags: ["a"] };
    expect(client.addPart({ part })).toEqual([part]);
    const wrong = () => client.addPart({ part: { name: "nut" } });
    expect(wrong).toThrow(CatalogError);
    expect(wrong).toThrow('Cannot decode parameter "part.price" at offset 6: missing');
    expect(client.ping()).toEqual(new Uint8Array(4));
  });

  test("of a module compiles too, though it knows less", async () => {
    const client = printClient((await startCatalog()).describe(), { async: false, version });
    expect(typeCheck({ "client.ts": client })).toEqual([]);
    expect(client).toContain("addPart(args: AddPartArgs): AddPartResultItem[] {");
    expect(client).toContain("measure(args: MeasureArgs): unknown {");
    const part = client.slice(client.indexOf("export interface AddPartResultItem {"));
    expect(part.slice(0, part.indexOf("\n}"))).toBe(
      [
        "export interface AddPartResultItem {",
        "  name: string;",
        "  price: number | bigint;",
        "  amount: number | bigint;",
        "  size: Size | null;",
        "  tags: string[] | null;",
      ].join("\n"),
    );
  });

  test("of a module says that it doesn't know which results may be null", async () => {
    const client = printClient((await startCatalog()).describe(), { async: false, version });
    expect(client.split("\n").slice(1, 4)).toEqual([
      "// Made from a module, which doesn't say whether a method may return null: no result has",
      "// `| null` here. A client made from the skill's sources does.",
      "",
    ]);
    expect(sync).not.toContain("Made from a module");
  });

  test("calls by promises when it is asynchronous", async () => {
    expect(typeCheck({ "client.ts": async, "use.ts": asyncUse })).toEqual([]);
    const { CatalogClient } = await load(async);
    const skill = await startCatalog();
    const client = new CatalogClient({
      invoke: async (method: string, args: Record<string, unknown>) => skill.invoke(method, args),
    });
    expect(await client.ping()).toEqual(new Uint8Array(4));
    await expect(client.addPart({})).rejects.toThrow(
      'Cannot decode parameter "part" at offset 0: missing',
    );
  });
});

function param(name: string, rest: Partial<TypedParam> = {}): TypedParam {
  const base = { description: "", type: "string", required: true, enum: [], encoding: "" };
  return { name, properties: [], ...base, ...rest };
}

const odd: TypedDescriptor = {
  skill_id: "com.example.odd",
  skill_name: "Странный",
  skill_version: "1.0.0",
  description: "Ends */ comments\nand lines",
  requirements: [],
  methods: [
    { name: "constructor", params: [], result: null },
    { name: "then", params: [param("not-a-name"), param("Promise")], result: null },
    { name: "a_b", params: [], result: param("") },
    { name: "aB", params: [param("number", { type: "integer", required: false })] },
    { name: "delete", params: [param("x", { type: "object", properties: [param("record")] })] },
    { name: "record", params: [], result: param("", { type: "object", properties: [param("a")] }) },
    { name: "any", params: [param("list", { type: "array" }), param("map", { type: "object" })] },
  ].map((each) => ({ description: "", mcp_hidden: false, private_callback: false, ...each })),
};

test("a client of odd names compiles, and keeps them apart", () => {
  const client = printClient(odd, { async: true, version });
  expect(typeCheck({ "client.ts": client })).toEqual([]);
  const methods = [...client.matchAll(/^ {2}async (\w+)\((.*)\): (.*) \{/gm)].map(
    ([, ...all]) => all,
  );
  expect(methods).toEqual([
    ["constructor2", "", "Promise<void>"],
    ["then2", "args: ThenArgs", "Promise<void>"],
    ["aB", "", "Promise<string>"],
    ["aB2", "args: ABArgs = {}", "Promise<unknown>"],
    ["delete", "args: DeleteArgs", "Promise<unknown>"],
    ["record", "", "Promise<RecordResult>"],
    ["any", "args: AnyArgs", "Promise<unknown>"],
  ]);
  expect(client).toContain("export class OddClient {");
});
