import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { inputSchema, outputSchema } from "../../../engine/cores/json-schema.js";
import { catalogSource, describeSource, startCatalog } from "./catalog.js";

type Skill = Awaited<ReturnType<typeof startCatalog>>;

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
let skill: Skill;
let methods: Awaited<ReturnType<typeof describeSource>>["methods"];

beforeAll(async () => {
  skill = await startCatalog();
  methods = (await describeSource(catalogSource)).methods;
});

function methodNamed(name: string) {
  const found = methods.find((method) => method.name === name);
  if (found === undefined) throw new Error(`Cannot find method "${name}"`);
  return found;
}

/** JSON has neither NaN nor infinities. */
const real = fc.double({ noNaN: true, noDefaultInfinity: true });

const wrong = fc.oneof(
  fc.boolean(),
  fc.string({ maxLength: 5 }),
  fc.integer({ min: -300, max: 300 }),
  real,
  fc.constantFrom<unknown>([], {}, ["a"], { width: 1 }, "QUJD", "QUJ", "=", "keep", 2 ** 40),
);

const size = fc.record({ width: real, height: real });
const name = fc.string({ maxLength: 8 });
const part = fc.record(
  {
    name,
    price: fc.maxSafeInteger(),
    amount: fc.integer({ min: 0, max: 255 }),
    size: fc.option(size),
    tags: fc.array(name, { maxLength: 3 }),
  },
  { requiredKeys: ["name", "price"] },
);

/** Arguments that are right, by method. */
const right = {
  add_part: fc.record(
    { part, mode: fc.constantFrom("keep", "replace") },
    { requiredKeys: ["part"] },
  ),
  measure: fc.record(
    {
      flag: fc.boolean(),
      small: fc.integer({ min: -128, max: 127 }),
      whole: fc.maxSafeInteger(),
      natural: fc.maxSafeNat(),
      ratio: real,
      data: fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes).toString("base64")),
      sizes: fc.dictionary(name, size, { maxKeys: 3 }),
      rows: fc.array(fc.array(fc.integer(), { maxLength: 3 }), { maxLength: 3 }),
      note: fc.option(name),
      extra: fc.jsonValue({ maxDepth: 2 }),
      limit: fc.integer(),
    },
    {
      requiredKeys: ["flag", "small", "whole", "natural", "ratio", "data", "sizes", "rows", "note"],
    },
  ),
};

describe.each(["add_part", "measure"] as const)("the input schema of %s", (method) => {
  test("allows what the compiled skill takes", () => {
    const validate = ajv.compile(inputSchema(methodNamed(method)));
    fc.assert(
      fc.property(right[method] as fc.Arbitrary<Record<string, unknown>>, (args) => {
        expect(validate(args), ajv.errorsText(validate.errors)).toBe(true);
        expect(skill.invoke(method, args).error).toBeUndefined();
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  test("refuses what the compiled skill refuses, and nothing else", () => {
    const validate = ajv.compile(inputSchema(methodNamed(method)));
    const spoiled = fc
      .tuple(
        right[method] as fc.Arbitrary<Record<string, unknown>>,
        fc.infiniteStream(fc.nat()),
        wrong,
      )
      .map(([args, picks, value]) => spoil(structuredClone(args), { picks, value }));
    let refused = 0;
    fc.assert(
      fc.property(spoiled, (args) => {
        fc.pre(!isTolerated(args));
        const { error } = skill.invoke(method, args);
        if (error !== undefined) refused++;
        expect(validate(args), `${JSON.stringify(args)}: ${error}`).toBe(error === undefined);
      }),
      { numRuns: 600, seed: 11 },
    );
    expect(refused).toBeGreaterThan(100);
  });
});

/** Puts a value where another was, at any depth, or takes one away. */
function spoil(
  tree: Record<string, unknown>,
  { picks, value }: { picks: Iterator<number>; value: unknown },
): Record<string, unknown> {
  let at: Record<string, unknown> = tree;
  for (;;) {
    const keys = Object.keys(at);
    const key = keys[(picks.next().value ?? 0) % Math.max(1, keys.length)];
    if (key === undefined) return tree;
    const inner = at[key];
    const deeper = typeof inner === "object" && inner !== null && Object.keys(inner).length > 0;
    if (deeper && (picks.next().value ?? 0) % 3 !== 0) {
      at = inner as Record<string, unknown>;
      continue;
    }
    if ((picks.next().value ?? 0) % 4 === 0 && !Array.isArray(at)) delete at[key];
    else at[key] = value;
    return tree;
  }
}

/** What hosts are known to send and skills take, though no schema should propose it. */
function isTolerated({ flag, data }: Record<string, unknown>): boolean {
  return flag === 0 || flag === 1 || Array.isArray(data);
}

describe("the schemas", () => {
  test("say types, limits, defaults, examples and what is required", () => {
    expect(inputSchema(methodNamed("measure"))).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "measure",
      description: "Take every type",
      type: "object",
      properties: {
        flag: { type: "boolean", description: "A flag" },
        small: { type: "integer", minimum: -128, maximum: 127 },
        whole: { type: "integer", minimum: -(2 ** 63), exclusiveMaximum: 2 ** 63 },
        natural: { type: "integer", minimum: 0, exclusiveMaximum: 2 ** 64, examples: [7] },
        ratio: { type: "number" },
        data: { type: "string", contentEncoding: "base64" },
        sizes: { type: "object", additionalProperties: { type: "object", required: ["width"] } },
        rows: { type: "array", items: { type: "array", items: { type: "integer" } } },
        note: { type: ["string", "null"] },
        extra: { description: "Anything" },
        limit: { type: "integer", default: 10 },
      },
      required: ["flag", "small", "whole", "natural", "ratio", "data", "sizes", "rows", "note"],
    });
    expect(inputSchema(methodNamed("add_part")).properties?.mode).toEqual({
      description: "What to do with an old one",
      type: "string",
      enum: ["keep", "replace"],
      default: "replace",
      examples: ["keep"],
    });
  });

  test("say what is answered", () => {
    const $schema = "https://json-schema.org/draft/2020-12/schema";
    expect(outputSchema(methodNamed("measure"))).toEqual({ $schema, type: "null" });
    expect(outputSchema(methodNamed("currency"))).toEqual({
      $schema,
      description: "Its code",
      type: "string",
    });
    expect(outputSchema({ name: "old", description: "", params: [] })).toEqual({ $schema });
  });

  test("from a module are those from its sources, without what the wire doesn't say", () => {
    const open = skill.describe().methods.filter((method) => !method.private_callback);
    for (const method of open) {
      const known = JSON.stringify(inputSchema(methodNamed(method.name)), withoutSourceFacts);
      expect(JSON.stringify(inputSchema(method)), method.name).toBe(known);
    }
  });
});

function withoutSourceFacts(key: string, value: unknown): unknown {
  if (key === "type" && Array.isArray(value)) return value[0];
  return ["minimum", "maximum", "exclusiveMaximum"].includes(key) ? undefined : value;
}
