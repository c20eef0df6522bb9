import { describe, expect, test } from "vitest";
import type { Value } from "../../../engine/codec/value.js";
import { answerOfEnvelope, answerOfValue } from "../../../engine/cores/web-answer.js";
import { type WebArguments, webArguments } from "../../../engine/cores/web-arguments.js";
import type { WebAnswer } from "../../../engine/cores/web-exchange.js";
import { HostError } from "../../../engine/errors.js";

const text = (body: Uint8Array) => new TextDecoder().decode(body);
const shown = ({ status, headers, body }: WebAnswer) => [
  status,
  ...headers.map(({ name, value }) => `${name}=${value}`),
  text(body),
];

function problemOf(value: Value): string {
  try {
    return shown(answerOfEnvelope(value)).join(" ");
  } catch (error) {
    if (error instanceof HostError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const html = "content-type=text/html; charset=utf-8";
const json = "content-type=application/json";
const octets = "content-type=application/octet-stream";

describe("a method's value is answered", () => {
  test.each<[string, Value, unknown[]]>([
    ["a text as HTML", "<p>hé", [200, html, "<p>hé"]],
    ["an empty text as HTML", "", [200, html, ""]],
    ["a map as JSON", { a: [1, null, "é"] }, [200, json, '{"a":[1,null,"é"]}']],
    ["a list as JSON", [], [200, json, "[]"]],
    ["a number as JSON", 0, [200, json, "0"]],
    ["an integer that JSON would round as text", 2n ** 60n, [200, json, '"1152921504606846976"']],
    ["a boolean as JSON", false, [200, json, "false"]],
    ["bytes as they are", new TextEncoder().encode("b"), [200, octets, "b"]],
    ["no bytes as they are", new Uint8Array(), [200, octets, ""]],
    ["nil as 204", null, [204, ""]],
  ])("%s", (_, value, want) => {
    expect(shown(answerOfValue(value))).toEqual(want);
  });
});

describe("an envelope is answered", () => {
  test.each<[string, Value, unknown[]]>([
    ["nothing as an empty 200", {}, [200, ""]],
    ["its status", { status: 404, html: "no" }, [404, html, "no"]],
    ["json", { json: [1] }, [200, json, "[1]"]],
    ["json beside nils", { json: 0, html: null, body: null, headers: null }, [200, json, "0"]],
    ["nothing but nils", { json: null, status: null }, [200, ""]],
    ["a text body", { body: "a" }, [200, "content-type=text/plain; charset=utf-8", "a"]],
    ["a body of bytes", { body: Uint8Array.of(98) }, [200, octets, "b"]],
    ["no body", { status: 204, body: null }, [204, ""]],
    ["headers", { headers: { "x-a": "1" }, html: "" }, [200, html, "x-a=1", ""]],
    [
      "its own type",
      { headers: { "Content-Type": "text/csv" }, body: "a" },
      [200, "Content-Type=text/csv", "a"],
    ],
    [
      "several cookies",
      { headers: { "set-cookie": ["a=1", "b=2"] } },
      [200, "set-cookie=a=1", "set-cookie=b=2", ""],
    ],
  ])("%s", (_, value, want) => {
    expect(shown(answerOfEnvelope(value))).toEqual(want);
  });

  test.each<[Value, string]>([
    ["text", "the answer is no map"],
    [null, "the answer is no map"],
    [[1], "the answer is no map"],
    [Uint8Array.of(1), "the answer is no map"],
    [new Map([[1, "a"]]), "the answer is no map"],
    [{ text: "a" }, '"text" is no key of it, expected status, headers, html, json, body'],
    [{ status: "200" }, "its status is no number"],
    [{ status: 204, html: "a" }, "status 204 has no body"],
    [{ html: "a", body: "b" }, "it has html and body, give one"],
    [{ html: 1 }, "its html is no text"],
    [{ body: 1 }, "its body is neither text nor bytes"],
    [{ headers: "a: b" }, "its headers are no map"],
    [{ headers: { a: 1 } }, 'its header "a" is no text'],
  ])("%j is refused", (value, reason) => {
    expect(problemOf(value)).toBe(`invalid: Cannot answer with an envelope: ${reason}`);
  });

  test.each<[string, Value, string]>([
    ["a status", { status: 99 }, "Cannot set the status: 99 is none, expected 200 to 599"],
    [
      "headers",
      { headers: { "x-a": "b\r\nc: d" } },
      'Cannot set header "x-a": its value holds a line end',
    ],
  ])("with %s that would break the answer is refused", (_, value, message) => {
    expect(problemOf(value)).toBe(`invalid: ${message}`);
  });
});

describe("a method is given", () => {
  const request: WebArguments = {
    route: { id: "5" },
    query: {},
    body: null,
    headers: {},
    method: "GET",
    path: "/notes/5",
    sessionId: "s",
    exchange: "e",
  };

  test.each([
    ["the parts that it names", ["route", "body"], { route: { id: "5" }, body: null }],
    ["all parts when it names no parameter", [], request],
    ["a part alone when its one parameter names it", ["query"], { query: {} }],
    ["parts beside parameters of its own", ["path", "limit"], { path: "/notes/5" }],
    ["the whole request under the name of its one parameter", ["request"], { request }],
  ])("%s", (_, names, want) => {
    expect(
      webArguments(
        names.map((name) => ({ name })),
        request,
      ),
    ).toEqual(want);
  });
});
