import { createSkill, loadModule } from "@luminarys/sdk-as/engine";
import { expect, test } from "vitest";
import { buildSkill } from "../support/build-skill.js";

const source = `
// @skill:id com.example.kinds
// @skill:name "Kinds"
// @skill:version 1.0.0

import { MsgValue } from "@luminarys/sdk-as";

// @skill:method numbers "The numbers behind the names"
export function numbers(): i32[] {
  return [
    MsgValue.KIND_NIL, MsgValue.KIND_BOOL, MsgValue.KIND_INT, MsgValue.KIND_FLOAT, MsgValue.KIND_STR,
    MsgValue.KIND_BIN, MsgValue.KIND_ARRAY, MsgValue.KIND_MAP, MsgValue.KIND_EXT,
  ];
}

// @skill:method kind "What a value is"
// @skill:param value required "Anything"
export function kind(value: MsgValue): i32 {
  return value.kind;
}
`;

test("a kind has a name, and its number is the one that skills of today compare with", async () => {
  const skill = createSkill(loadModule((await buildSkill(source)).wasm));
  const values = [null, true, 7, 1.5, "a", new Uint8Array(1), [1], { a: 1 }];
  const kinds = values.map((value) => skill.invoke("kind", { value }).value);
  expect(kinds).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(skill.invoke("numbers").value).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
