import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { webRequest } from "../../contract/web.js";
import { HostError } from "../../engine/errors.js";
import {
  createSkill,
  encodeMessage,
  type HostFunctionTypes,
  loadModule,
  type Skill,
} from "../../engine/index.js";
import { buildSkill } from "../support/build-skill.js";

const source = `
// @skill:id com.example.web
// @skill:name "Web"
// @skill:version 1.0.0

import { MsgValue, Status, utf8, web, webSend, WebRequest, WebSendOptions } from "@luminarys/sdk-as";

// @skill:method whole "Shows a request"
// @skill:param request required "The request"
export function whole(request: WebRequest): WebRequest {
  return request;
}

// @skill:method parts "Shows what the shorthands give"
// @skill:param request required "The request"
export function parts(request: WebRequest): string[] {
  return [
    request.header("x-a"), request.header("X-A"), request.header("none"),
    request.routeValue("id"), request.routeValue("none"),
    request.queryValue("one"), request.queryValue("two"), request.queryValue("none"),
    request.text(),
  ];
}

// @skill:method maybe "Says whether there is a request"
// @skill:param request optional "The request"
export function maybe(request: WebRequest | null): bool {
  return request !== null && request.method == "GET";
}

// @skill:method any "Takes a request as any value"
// @skill:param req required "The request"
export function any(req: MsgValue): string {
  return req.getField("query").getField("one").getStr();
}

// @skill:method send "Sends in one of many ways"
// @skill:param form required "Which"
export function send(form: string): string[] {
  if (form == "text") return answer({ status: 201, body: "hé" });
  if (form == "bytes") return answer({ bodyBytes: utf8("b") });
  if (form == "empty text") return answer({ body: "" });
  if (form == "empty bytes") return answer({ bodyBytes: new Uint8Array(0) });
  if (form == "write text") return answer({ write: "w", headers: [{ name: "X-A", value: "1" }] });
  if (form == "write bytes") return answer({ writeBytes: utf8("w"), end: true });
  if (form == "two bodies") return answer({ body: "", bodyBytes: utf8("b") });
  if (form == "two writes") return answer({ write: "", writeBytes: utf8("b") });
  if (form == "web.write") return shown(web.write("w", "e1"));
  if (form == "web.end") return shown(web.end());
  return shown(web.redirect("/there", "e2"));
}

// @skill:method send_or_throw "Sends two bodies"
export function sendOrThrow(): void {
  webSend({ body: "a", bodyBytes: utf8("b") });
}

function answer(options: WebSendOptions): string[] {
  return shown(web.send(options));
}

function shown(status: Status): string[] {
  return [status.error, status.code];
}
`;

type WebSendRequest = HostFunctionTypes["web_send"]["request"];

const bytes = (text: string) => new TextEncoder().encode(text);
const none = new Uint8Array();

const request = {
  route: { id: "a/b" },
  query: { one: "1", two: ["2", "3"], empty: [] },
  body: { title: "T", tags: [1, null] },
  headers: { "x-a": "A", cookie: "c=d" },
  method: "POST",
  path: "/notes/a%2Fb",
  sessionId: "7c9e6679-7425-40de-944b-e07fc1f90ae7",
  exchange: "e1",
};

let skill: Skill;
let sent: WebSendRequest[] = [];
let failure: HostError | undefined;

beforeAll(async () => {
  const module = loadModule((await buildSkill(source)).wasm);
  const web_send = (asked: WebSendRequest) => {
    sent.push(asked);
    if (failure) throw failure;
  };
  skill = createSkill(module, { devices: { web: { web_send } } });
});

beforeEach(() => {
  sent = [];
  failure = undefined;
});

describe("a method that takes a WebRequest", () => {
  test("gets all that there is about the request, single values of the query as lists", () => {
    const { value, error } = skill.invoke("whole", { request });
    expect(error).toBe(undefined);
    expect(value).toEqual({ ...request, query: { one: ["1"], two: ["2", "3"], empty: [] } });
  });

  test("gets nothing but zero values for what isn't said", () => {
    const none = { route: {}, query: {}, body: null, headers: {} };
    const rest = { method: "", path: "", sessionId: "", exchange: "" };
    expect(skill.invoke("whole", { request: {} }).value).toEqual({ ...none, ...rest });
    const nils = { request: { route: null, query: null, method: null, more: 1 } };
    expect(skill.invoke("whole", nils).value).toEqual({ ...none, ...rest });
  });

  test.each([
    ["a text", "héllo", "héllo"],
    ["bytes of UTF-8", bytes("héllo"), "héllo"],
    ["a form", { a: "b" }, ""],
    ["nothing", null, ""],
  ])("finds values by name, and the text of %s", (_, body, text) => {
    const { value } = skill.invoke("parts", { request: { ...request, body } });
    expect(value).toEqual(["A", "A", "", "a/b", "", "1", "2", "", text]);
  });

  test("may be called without one where it is optional", () => {
    expect(skill.invoke("maybe", {}).value).toBe(false);
    expect(skill.invoke("maybe", { request: null }).value).toBe(false);
    expect(skill.invoke("maybe", { request: { method: "GET" } }).value).toBe(true);
  });

  test.each([
    [{ query: { a: 1 } }, '"request.query.a" at offset 19: found 0x01 (integer), expected string'],
    [
      { query: { a: ["b", 2] } },
      '"request.query.a[1]" at offset 22: found 0x02 (integer), expected string',
    ],
    [{ headers: [] }, '"request.headers" at offset 18: found 0x90 (array), expected map'],
    [{ route: { a: null } }, '"request.route.a" at offset 19: found 0xc0 (nil), expected string'],
    [{ method: 5 }, '"request.method" at offset 17: found 0x05 (integer), expected string'],
    ["GET", '"request" at offset 9: found 0xa3 (string), expected map'],
  ])("answers %j with an error that names the place, and goes on", (wrong, problem) => {
    const { error } = skill.invoke("whole", { request: wrong });
    expect(error).toBe(`Cannot decode parameter ${problem}`);
    expect(skill.invoke("maybe", { request: { method: "GET" } }).value).toBe(true);
  });

  test("answers what is cut off anywhere with an error, never a trap", () => {
    const whole = encodeMessage({ request });
    const cuts = Array.from({ length: whole.length - 1 }, (_, index) => whole.slice(0, index + 1));
    const errors = cuts.map((cut) => skill.invokeRaw("whole", cut, {}).error ?? "none");
    expect(errors.filter((error) => !error.startsWith("Cannot decode "))).toEqual([]);
    expect(skill.invokeRaw("whole", whole, {}).error).toBe(undefined);
  });

  test("is described as taking an object with the contract's fields", () => {
    const [{ params: [param] = [] } = {}] = skill.describe().methods;
    expect(param).toMatchObject({ name: "request", type: "object", required: true });
    expect(param?.properties.map(({ name }) => name)).toEqual(
      webRequest.fields.map(({ key }) => key),
    );
    expect(Object.keys(request)).toEqual(webRequest.fields.map(({ key }) => key));
  });
});

test("a request is read the same when compiled with asc 0.27", async () => {
  const module = loadModule((await buildSkill(source, { asc: "0.27" })).wasm);
  const { value } = createSkill(module).invoke("whole", { request });
  expect(value).toEqual(skill.invoke("whole", { request }).value);
});

test("a request may be taken as any value", () => {
  expect(skill.invoke("any", { req: request }).value).toBe("1");
});

describe("webSend", () => {
  const least = {
    exchange: "",
    status: 0,
    headers: [],
    body: none,
    redirect: "",
    write: none,
    end: false,
  };

  test.each([
    ["text", { status: 201, body: bytes("hé") }],
    ["bytes", { body: bytes("b") }],
    ["empty text", { end: true }],
    ["empty bytes", { end: true }],
    ["write text", { write: bytes("w"), headers: [{ name: "X-A", value: "1" }] }],
    ["write bytes", { write: bytes("w"), end: true }],
    ["web.write", { exchange: "e1", write: bytes("w") }],
    ["web.end", { end: true }],
    ["web.redirect", { exchange: "e2", redirect: "/there" }],
  ])("asks the host for %s", (form, want) => {
    expect(skill.invoke("send", { form }).value).toEqual(["", ""]);
    expect(sent).toEqual([{ ...least, ...want }]);
  });

  test.each([
    ["two bodies", "Cannot send: body and bodyBytes are given"],
    ["two writes", "Cannot send: write and writeBytes are given"],
  ])("refuses %s before the host is asked", (form, message) => {
    expect(skill.invoke("send", { form }).value).toEqual([message, "invalid"]);
    expect(sent).toEqual([]);
  });

  test("throws what its namespace answers with", () => {
    expect(() => skill.invoke("send_or_throw")).toThrow(
      "Cannot send: body and bodyBytes are given",
    );
    expect(skill.invoke("send", { form: "text" }).value).toEqual(["", ""]);
  });

  test("tells the skill by code that the client has left", () => {
    failure = new HostError("Cannot answer: the client has left", { code: "closed" });
    const { value } = skill.invoke("send", { form: "web.write" });
    expect(value).toEqual(["Cannot answer: the client has left", "closed"]);
  });
});
