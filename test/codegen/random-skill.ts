import fc from "fast-check";

/** A type, as source text and as what its values are. */
export interface RandomType {
  /** As an author writes it. */
  text: string;
  /** Values whose round trip gives the same again. */
  value: fc.Arbitrary<unknown>;
  /** A value that isn't one, and the path at which a reader must say so. */
  broken: fc.Arbitrary<{ value: unknown; path: string }>;
  /** Classes that it needs. */
  classes: string[];
}

const text = fc.string({ unit: "grapheme", maxLength: 40 });
const wrong = (value: unknown) => fc.constant({ value, path: "" });

function int(name: string): RandomType {
  const bits = BigInt(name.slice(1));
  const [min, max] = name.startsWith("u")
    ? [0n, 2n ** bits - 1n]
    : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
  const outside = fc.constantFrom<unknown>(max + 1n, min - 1n, "1", 0.5, true, {});
  return {
    text: name,
    value: fc.bigInt(min, max),
    broken: outside
      .filter((value) => bits < 64n || typeof value !== "bigint" || min === 0n)
      .filter((value) => typeof value !== "bigint" || (value < 2n ** 64n && value >= -(2n ** 63n)))
      .map((value) => ({ value, path: "" })),
    classes: [],
  };
}

const scalars: RandomType[] = [
  { text: "string", value: text, broken: wrong(5), classes: [] },
  { text: "bool", value: fc.boolean(), broken: wrong("true"), classes: [] },
  ...["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"].map(int),
  { text: "f64", value: fc.double({ noNaN: true }), broken: wrong("1"), classes: [] },
  { text: "f32", value: fc.float({ noNaN: true }), broken: wrong([]), classes: [] },
  {
    text: "Uint8Array",
    value: fc.uint8Array({ maxLength: 300 }),
    broken: wrong(true),
    classes: [],
  },
];

function list(of: RandomType): RandomType {
  const before = fc.array(of.value, { maxLength: 4 });
  return {
    text: `Array<${of.text}>`,
    value: fc.oneof(before, fc.array(of.value, { maxLength: 40 })),
    broken: fc.tuple(before, of.broken).map(([items, { value, path }]) => ({
      value: [...items, value],
      path: `[${items.length}]${path}`,
    })),
    classes: of.classes,
  };
}

function map(of: RandomType): RandomType {
  const key = fc.string({ unit: fc.constantFrom("a", "b", "é", "_"), maxLength: 20 });
  return {
    text: `Map<string, ${of.text}>`,
    value: fc.dictionary(key, of.value, { maxKeys: 20 }),
    broken: of.broken.map(({ value, path }) => ({ value: { k: value }, path: `.k${path}` })),
    classes: of.classes,
  };
}

function nullable(of: RandomType): RandomType {
  return {
    ...of,
    text: `${of.text} | null`,
    value: fc.option(of.value),
  };
}

let made = 0;

function record(fields: RandomType[]): RandomType {
  const name = `Record${made++}`;
  const lines = fields.map((field, n) => `  f${n}!: ${field.text};\n`).join("");
  const value = fc
    .tuple(...fields.map((field) => field.value))
    .map((values) => Object.fromEntries(values.map((each, n) => [`f${n}`, each])));
  const last = fields.length - 1;
  const lastBroken = fields[last]?.broken ?? wrong(1);
  return {
    text: name,
    value,
    broken: fc.tuple(value, lastBroken).map(([whole, { value: bad, path }]) => ({
      value: { ...whole, [`f${last}`]: bad },
      path: `.f${last}${path}`,
    })),
    classes: [...fields.flatMap((field) => field.classes), `export class ${name} {\n${lines}}\n`],
  };
}

const reference = (type: RandomType) =>
  !scalars.includes(type) || /string|Uint8Array/.test(type.text);

/** Types nested up to `depth`; the same for the same seed. */
export function randomTypes(count: number, { seed, depth }: { seed: number; depth: number }) {
  const { type } = fc.letrec<{ type: RandomType }>((tie) => ({
    type: fc.oneof(
      { maxDepth: depth, withCrossShrink: false },
      fc.constantFrom(...scalars),
      tie("type").map(list),
      tie("type").map(map),
      fc.array(tie("type"), { minLength: 1, maxLength: 4 }).map(record),
      tie("type")
        .filter((inner) => reference(inner) && !inner.text.endsWith("null"))
        .map(nullable),
    ),
  }));
  return [...scalars, ...fc.sample(type, { numRuns: count, seed })];
}

/** A skill with one method `m<n>` for each type that gives its argument back. */
export function echoSkill(types: readonly RandomType[]): string {
  const classes = [...new Set(types.flatMap((type) => type.classes))];
  const methods = types.map(
    ({ text: type }, n) => `// @skill:method m${n} "M"
// @skill:param value required "V"
export function m${n}(value: ${type}): ${type} {
  return value;
}
`,
  );
  return `// @skill:id com.example.random
// @skill:name "Random"
// @skill:version 1.0.0
${classes.join("")}${methods.join("")}`;
}
