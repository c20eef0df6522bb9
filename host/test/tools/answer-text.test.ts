import type { ParamInfo } from "@luminarys/sdk-as/engine";
import { expect, test } from "vitest";
import { answerText } from "../../tools/answer-text.js";

const result = { name: "", type: "string" } as ParamInfo;

test.each<[what: string, json: unknown, method: { result?: ParamInfo }, text: string]>([
  ["a text is itself", "Milk", { result }, "Milk"],
  ["an empty text is empty", "", { result }, ""],
  ["nothing of a method with a result is null", null, { result }, "null"],
  ["nothing of a method without one is done", null, {}, "done"],
  [
    "anything else is JSON",
    { name: "Milk", left: [1, null] },
    { result },
    '{"name":"Milk","left":[1,null]}',
  ],
])("%s", (_, json, method, text) => {
  expect(answerText(json, method)).toBe(text);
});
