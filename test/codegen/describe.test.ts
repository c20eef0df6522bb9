import { decode } from "@msgpack/msgpack";
import { expect, test } from "vitest";
import { describeSkill } from "../../codegen/describe.js";
import { printDescriptor } from "../../codegen/print/print-descriptor.js";
import { methodInfo, paramInfo, skillDescriptor } from "../../contract/descriptor.js";
import type { RecordType } from "../../contract/schema.js";
import { modelOf } from "./model-of.js";

const code = `// @skill:desc "Keeps notes"
// @skill:require env HOME
// @skill:require fs /data/** rw

export class Note {
  /** Its title. */
  title!: string;
  size: i32 = 3;
}

// @skill:method add "Adds \\"one\\""
// @skill:param note required "The note"
// @skill:param tags "Tags" example:["a",1.5,true,null,{"b":2}]
// @skill:param by "Key" enum:a|b default:a example:b
// @skill:param big "Number" default:18446744073709551615
// @skill:param data "Bytes" type:bytes
// @skill:param any "Any"
// @skill:param map "Map"
// @skill:result "Its number"
// @skill:hint destructive:false
// @skill:internal
export function add(
  note: Note, tags: string[], by: string, big: u64, data: Uint8Array, any: MsgValue,
  map: Map<string, f32[]>,
): i64 {
  return sdk.getEnv("HOME").length;
}
`;

const want = {
  version: 1,
  skill_id: "com.example.notes",
  skill_name: "Notes",
  skill_version: "1.0.0",
  description: "Keeps notes",
  methods: [
    {
      name: "add",
      description: 'Adds "one"',
      params: [
        {
          name: "note",
          description: "The note",
          type: "object",
          properties: [
            { name: "title", description: "Its title.", type: "string", required: true },
            { name: "size", type: "integer", default: 3n },
          ],
          required: true,
        },
        {
          name: "tags",
          description: "Tags",
          type: "array",
          items: { name: "", type: "string" },
          example: ["a", 1.5, true, null, { b: 2n }],
        },
        {
          name: "by",
          description: "Key",
          type: "string",
          enum: ["a", "b"],
          default: "a",
          example: "b",
        },
        { name: "big", description: "Number", type: "integer", default: 2n ** 64n - 1n },
        { name: "data", description: "Bytes", type: "string", encoding: "base64" },
        { name: "any", description: "Any", type: "object", encoding: "any" },
        {
          name: "map",
          description: "Map",
          type: "object",
          items: { name: "", type: "array", items: { name: "", type: "number" } },
        },
      ],
      mcp_hidden: true,
      result: { name: "", description: "Its number", type: "integer" },
      hints: { destructive: false },
    },
  ],
  requirements: [
    { kind: "env", pattern: "HOME" },
    { kind: "fs", pattern: "/data/**", mode: "rw" },
  ],
  sdk_version: 0x000304,
};

async function described() {
  const { skill, ids } = await modelOf(code);
  expect(ids).toEqual([]);
  if (skill === null) throw new Error("Cannot find the skill");
  return describeSkill(skill, "0.3.4");
}

/** The bytes that the lines of source stand for. */
function bytesOf(lines: readonly string[]): Uint8Array {
  return Uint8Array.from(
    lines.flatMap((line) => (line.split("//")[0] ?? "").match(/0x[0-9a-f]{2}/g) ?? []),
    Number,
  );
}

test("the printed bytes decode to the descriptor", async () => {
  const bytes = bytesOf(printDescriptor(await described()));
  const whole = (_: string, value: unknown) =>
    typeof value === "number" && Number.isInteger(value) ? BigInt(value) : value;
  const decoded = decode(bytes, { useBigInt64: true });
  const bigs = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(bigs);
    if (typeof value !== "object" || value === null) return whole("", value);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, bigs(each)]));
  };
  expect(bigs(decoded)).toEqual(bigs(want));
});

test("the text behind the bytes reads as YAML", async () => {
  const lines = printDescriptor(await described()).map((line) => line.replace(/^.*?\/\/ /, ""));
  expect(lines.slice(0, 17)).toEqual([
    "version: 1",
    'skill_id: "com.example.notes"',
    'skill_name: "Notes"',
    'skill_version: "1.0.0"',
    'description: "Keeps notes"',
    "methods:",
    '  - name: "add"',
    '    description: "Adds \\"one\\""',
    "    params:",
    '      - name: "note"',
    '        description: "The note"',
    '        type: "object"',
    "        properties:",
    '          - name: "title"',
    '            description: "Its title."',
    '            type: "string"',
    "            required: true",
  ]);
});

test.each([
  ["the descriptor", skillDescriptor, want],
  ["a method", methodInfo, want.methods[0]],
  ["a parameter", paramInfo, want.methods[0]?.params[1]],
] as [string, RecordType, object][])("%s has only keys of the contract", (_, record, value) => {
  const keys = record.fields.map((field) => field.key);
  expect(Object.keys(value).filter((key) => !keys.includes(key))).toEqual([]);
});
