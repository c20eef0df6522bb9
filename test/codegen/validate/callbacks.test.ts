import { describe, expect, test } from "vitest";
import { modelOf } from "../model-of.js";

const requirements = `// @skill:require tcp redis:6379
// @skill:require ws wss://a/**
// @skill:require invoke other
`;

function skill(call: string, name: string): string {
  return `${requirements}// @skill:callback
// @skill:method on_data "D"
export function onData(): void {}

// @skill:method plain "P"
export function plain(ctx: Context): void {
  ${call.replace("?", name)};
}
`;
}

const calls = [
  'sdk.tcpConnect("redis:6379", ?)',
  'sdk.tcp.connect("redis:6379", { tls: true, callback: ? })',
  'sdk.tcpSetCallback("id", ?)',
  'sdk.tcp.setCallback("id", ?)',
  'sdk.wsConnect("wss://a/", [], 0, ?)',
  'sdk.ws.connect("wss://a/", { callback: ? })',
  'sdk.newCallModule("other", "m", sdk.utf8(""), ?)',
  'sdk.newLoadKV("key", ?)',
  'sdk.newSubscribe("topic", ?)',
  "sdk.batchInvokeCommand([], ?)",
  "ctx.batch([], ?)",
  'ctx.call("other", "m", sdk.utf8(""), ?)',
  'ctx.loadKV("key", ?)',
  'ctx.subscribe("topic", ?)',
];

describe.each(calls)("%s", (call) => {
  test.each([
    ['"on_data"', []],
    ['""', []],
    ["name", []],
    ['"plain"', ["SK220"]],
    ['"on_dat"', ["SK219"]],
  ])("with %s", async (name, ids) => {
    expect((await modelOf(skill(call, name))).ids).toEqual(ids);
  });
});

describe.each(["sdk.newSchedule(?, 1000)", "ctx.schedule(?, 1000)"])("%s", (call) => {
  test.each([
    ["a callback", '"on_data"', []],
    ["what others call, too", '"plain"', []],
    ["but no unknown method", '"on_dat"', ["SK219"]],
  ])("takes %s", async (_, name, ids) => {
    expect((await modelOf(skill(call, name))).ids).toEqual(ids);
  });
});

test("the method of another skill isn't a callback", async () => {
  expect((await modelOf(skill('ctx.call("other", ?)', '"theirs"'))).ids).toEqual([]);
});

test("a method that is added at run time may be named", async () => {
  const code = `import { registerMethods } from "@luminarys/sdk-as";\n${skill(calls[0] ?? "", '"late"')}`;
  expect((await modelOf(code)).ids).toEqual([]);
});

describe("a callback's loose parameters", () => {
  const loose = (names: string[], more = "") =>
    `// @skill:callback\n// @skill:method m "M"\n${names
      .map((name) => `// @skill:param ${name} "P"\n`)
      .join(
        "",
      )}export function m(${names.map((name) => `${name}: string`).join(", ")}): void {}\n${more}`;

  test.each([
    ["of a connection", ["conn_id", "data", "error_kind"], []],
    ["of a socket", ["conn_id", "message_type", "close_text"], []],
    ["of a batch", ["batch_id"], []],
    ["of a call", ["skill_id", "method", "call_ctx", "error"], []],
    ["of a stored value", ["key", "found", "value"], []],
    ["of the bus", ["topic", "payload", "source"], []],
    ["of none", [], []],
    ["of two events", ["conn_id", "data", "topic"], ["SK217"]],
    ["of no event", ["title"], ["SK217"]],
  ])("%s", async (_, names, ids) => {
    expect((await modelOf(loose(names))).ids).toEqual(ids);
  });

  test("of a schedule are its own", async () => {
    const call = 'export function start(ctx: Context): void { ctx.schedule("m", 5); }\n';
    expect((await modelOf(loose(["title"], call))).ids).toEqual([]);
  });
});
