import { describe, expect, test } from "vitest";
import { methodOf, modelOf } from "../model-of.js";

function skill(parameters: string, tags = '@skill:callback\n// @skill:method m "M"'): string {
  return `// ${tags}\nexport function m(${parameters}): void {}\n`;
}

describe("a callback takes an event", () => {
  test.each([
    ["event: ConnEvent", "sdk#ConnEvent"],
    ["ctx: Context, event: ConnEvent", "sdk#ConnEvent"],
    ["event: sdk.WsEvent", "sdk#WsEvent"],
    ["event: sdk.BatchResult", "sdk#BatchResult"],
  ])("%s", async (parameters, event) => {
    expect(await methodOf(skill(parameters))).toMatchObject({
      event,
      params: [],
      callback: true,
      internal: true,
    });
  });

  test("with what it holds among the records", async () => {
    const { skill: model } = await modelOf(skill("event: sdk.BatchResult"));
    const keys = model?.records.map((record) => record.key);
    expect(keys).toEqual(["sdk#BatchItemResult", "sdk#BatchResult"]);
  });
});

test("an event's class is a class like any other for an annotated parameter", async () => {
  const tags = '@skill:method m "M"\n// @skill:param event required "E"';
  const method = await methodOf(skill("event: ConnEvent", tags));
  expect(method.event).toBe("");
  expect(method.params[0]?.type).toEqual({ kind: "record", key: "sdk#ConnEvent", nullable: false });
});

describe("an event in the wrong place is found", () => {
  test.each([
    ["no callback", skill("event: ConnEvent", '@skill:method m "M"'), ["SK218"]],
    ["two events", skill("a: ConnEvent, b: ConnEvent"), ["SK218"]],
    ["another parameter", skill("event: ConnEvent, more: string"), ["SK218"]],
    [
      "tags",
      skill(
        "event: ConnEvent",
        '@skill:callback\n// @skill:method m "M"\n// @skill:param event "E"',
      ),
      ["SK217", "SK218"],
    ],
  ])("%s", async (_, code, ids) => {
    expect((await modelOf(code)).ids).toEqual(ids);
  });
});
