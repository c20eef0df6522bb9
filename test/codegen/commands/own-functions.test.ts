import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildSkill } from "../../support/build-skill.js";
import { runCli, Workspace } from "../run-cli.js";

const source = `
// @skill:id com.example.own
// @skill:name "Own"
// @skill:version 1.0.0

import { sysInfo, webSend, WebRequest, websocketSend } from "@luminarys/sdk-as";

// @skill:method handle "Answers a request"
// @skill:param request required "The request"
export function handle(request: WebRequest): void {
  websocketSend({ socket: "log", data: sysInfo().os });
  webSend({ body: request.path });
}
`;

const workspace = new Workspace();
let size: string;

beforeAll(async () => {
  const { wasm } = await buildSkill(source);
  size = wasm.length.toLocaleString("en");
  writeFileSync(workspace.path("own.wasm"), wasm);
  workspace.write("src/skill.ts", source);
});

afterAll(() => workspace.remove());

async function output(...args: string[]): Promise<string> {
  const { code, out, err } = await runCli(workspace, args);
  expect([code, err]).toEqual([0, ""]);
  return out;
}

describe("a skill that takes requests and answers them", () => {
  test("is described with what it needs skill-host for, and with what a request holds", async () => {
    expect(await output("describe", "own.wasm")).toBe(`Own 1.0.0

id        com.example.own
sdk       0.3.0
size      ${size} bytes
requires  nothing
imports   sys_info
          web_send
          websocket_send
needs     skill-host: web_send, websocket_send

handle(request: object)
  Answers a request
  request  The request
    route      map of string: What the path's parameters stand for.
    query      map of string[]: The query's parameters.
    body       any: Parsed JSON or form, text, bytes, or nil.
    headers    map of string: Headers, by name in lower case.
    method     string: Such as GET.
    path       string: The path, without the query.
    sessionId  string: The client's session.
    exchange   string: Id of the request, for webSend.
`);
  });

  test("says so in JSON", async () => {
    const { host_functions, needs_skill_host } = JSON.parse(
      await output("describe", "own.wasm", "--json"),
    );
    expect(host_functions).toEqual(["sys_info", "web_send", "websocket_send"]);
    expect(needs_skill_host).toEqual(["web_send", "websocket_send"]);
  });

  test("says so in its reference", async () => {
    const lines = (await output("docs", "own.wasm")).split("\n");
    expect(lines.slice(5, 8)).toEqual([
      "- Requires: nothing",
      "- Host functions: `sys_info`, `web_send`, `websocket_send`",
      "- Needs skill-host: `web_send`, `websocket_send`",
    ]);
  });

  test("has the schema of a request", async () => {
    const { methods } = JSON.parse(await output("schema", "own.wasm"));
    const text = { type: "string" };
    expect(methods.handle.input.properties.request).toMatchObject({
      type: "object",
      properties: {
        route: { type: "object", additionalProperties: text },
        query: { type: "object", additionalProperties: { type: "array", items: text } },
        headers: { type: "object", additionalProperties: text },
        method: text,
        path: text,
        sessionId: text,
        exchange: text,
      },
    });
    expect(methods.handle.input.properties.request.properties.body).toEqual({
      description: "Parsed JSON or form, text, bytes, or nil.",
    });
  });

  test("reads the same from its sources and its module", async () => {
    expect(await output("diff", "own.wasm", "src")).toBe("No changes for callers\n");
    expect(await output("client", "src")).toContain("request: WebRequest");
  });
});
