import fc from "fast-check";
import { expect, test } from "vitest";
import { AnswerParts, MalformedAnswer } from "../../agents/answer-parts.js";

const call = fc.record(
  { index: fc.jsonValue(), id: fc.jsonValue(), function: fc.jsonValue() },
  { requiredKeys: [] },
);
const delta = fc.record(
  { content: fc.jsonValue(), refusal: fc.jsonValue(), tool_calls: fc.array(call) },
  { requiredKeys: [] },
);
const choice = fc.record(
  { delta, finish_reason: fc.oneof(fc.constant("stop"), fc.jsonValue()) },
  { requiredKeys: [] },
);
const part = fc.oneof(
  fc.jsonValue(),
  fc.record({ choices: fc.array(choice), usage: fc.jsonValue() }, { requiredKeys: [] }),
);

const NOTHING = { text: "", calls: [], usage: { input_tokens: 0, output_tokens: 0 } };

/** Undefined for parts that are no answer. */
function answerOf(parts: readonly unknown[]) {
  const answer = new AnswerParts();
  try {
    for (const each of parts) answer.add(each);
    return answer.end();
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedAnswer);
    return undefined;
  }
}

test("whatever an endpoint sends is an answer or isn't one, and breaks nothing", () => {
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const { text, calls, usage } = answerOf(parts) ?? NOTHING;
      const types = [text, ...calls.flatMap((each) => [each.id, each.name, each.arguments])];
      expect(types.every((each) => typeof each === "string")).toBe(true);
      expect([typeof usage.input_tokens, typeof usage.output_tokens]).toEqual(["number", "number"]);
    }),
  );
});

test("texts and arguments of a right answer arrive whole, however they are cut", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (texts, args) => {
      const parts = [
        ...texts.map((content) => ({ choices: [{ delta: { content } }] })),
        { choices: [{ delta: { tool_calls: [{ index: 0, id: "1", function: { name: "a" } }] } }] },
        ...args.map((each) => ({
          choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: each } }] } }],
        })),
        { choices: [{ delta: {}, finish_reason: "tool_calls" }] },
      ];
      const calls = [{ id: "1", name: "a", arguments: args.join("") }];
      expect(answerOf(parts)).toMatchObject({ text: texts.join(""), calls });
    }),
  );
});
