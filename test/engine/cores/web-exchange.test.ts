import { describe, expect, test } from "vitest";
import {
  noExchangeError,
  unknownExchangeError,
  type WebEffect,
  WebExchange,
} from "../../../engine/cores/web-exchange.js";
import { HostError } from "../../../engine/errors.js";
import type { WebSendRequest } from "../../../engine/wire/web.gen.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (body: Uint8Array) => new TextDecoder().decode(body);
const html = { name: "content-type", value: "text/html; charset=utf-8" };

interface Sent extends Partial<Omit<WebSendRequest, "body" | "write">> {
  readonly body?: string;
  readonly write?: string;
}

function apply(exchange: WebExchange, { body = "", write = "", ...rest }: Sent) {
  const none = { exchange: "", status: 0, headers: [], redirect: "", end: false };
  return exchange.apply({ ...none, ...rest, body: bytes(body), write: bytes(write) });
}

/** `200 a=b` for a start, the text for bytes, else the kind. */
function shown(effects: readonly WebEffect[]): string[] {
  return effects.map((effect) => {
    if (effect.kind === "write") return text(effect.bytes);
    if (effect.kind !== "start") return effect.kind;
    const lines = effect.headers.map(({ name, value }) => `${name}=${value}`);
    return [effect.status, ...lines].join(" ");
  });
}

function failure(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof HostError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "none";
}

const typed = "content-type=text/html; charset=utf-8";

describe("what a skill sends is applied in the order status, headers, write, ending", () => {
  test.each<[string, Sent, string[]]>([
    ["a body", { body: "hi" }, [`200 ${typed}`, "hi", "end"]],
    ["an end", { end: true }, ["200", "end"]],
    ["a status and an end", { status: 204, end: true }, ["204", "end"]],
    ["a write", { write: "data: 1\n\n" }, [`200 ${typed}`, "data: 1\n\n"]],
    ["a write and a body", { write: "a", body: "b" }, [`200 ${typed}`, "a", "b", "end"]],
    ["a write and an end", { write: "a", end: true }, [`200 ${typed}`, "a", "end"]],
    [
      "status, headers and body",
      { status: 418, headers: [{ name: "X-A", value: "1" }], body: "tea" },
      [`418 X-A=1 ${typed}`, "tea", "end"],
    ],
    [
      "a type of its own",
      { headers: [{ name: "Content-TYPE", value: "text/csv" }], body: "a,b" },
      ["200 Content-TYPE=text/csv", "a,b", "end"],
    ],
    ["a redirect", { redirect: "/there" }, ["302 location=/there", "end"]],
    ["a redirect with 303", { status: 303, redirect: "/t" }, ["303 location=/t", "end"]],
    ["a redirect with 200", { status: 200, redirect: "/t" }, ["302 location=/t", "end"]],
    [
      "a redirect beyond ASCII",
      { redirect: "/é b?q=€" },
      ["302 location=/%C3%A9%20b?q=%E2%82%AC", "end"],
    ],
    ["nothing", {}, []],
    ["status and headers", { status: 201, headers: [html] }, []],
  ])("%s", (_, request, want) => {
    expect(shown(apply(new WebExchange(), request))).toEqual(want);
  });
});

describe("status and headers", () => {
  test("may be set bit by bit before the first byte", () => {
    const exchange = new WebExchange();
    apply(exchange, { status: 201 });
    apply(exchange, { headers: [{ name: "X-A", value: "1" }] });
    apply(exchange, { headers: [{ name: "X-B", value: "2" }] });
    expect(exchange.state).toBe("open");
    expect(shown(apply(exchange, { write: "a" }))).toEqual([`201 X-A=1 X-B=2 ${typed}`, "a"]);
    expect(exchange.state).toBe("started");
  });

  test("replace those set before, but cookies are added", () => {
    const exchange = new WebExchange();
    const cookie = (value: string) => ({ name: "Set-Cookie", value });
    apply(exchange, { status: 201, headers: [{ name: "X-A", value: "1" }, cookie("a=1")] });
    apply(exchange, { status: 202, headers: [{ name: "x-a", value: "2" }, cookie("b=2")] });
    const [start] = apply(exchange, { end: true });
    expect(shown(start ? [start] : [])).toEqual(["202 Set-Cookie=a=1 x-a=2 Set-Cookie=b=2"]);
  });

  test.each<[string, Sent, string]>([
    ["a status", { status: 201 }, "Cannot set the status: the answer has started"],
    ["headers", { headers: [html] }, "Cannot set headers: the answer has started"],
    ["a redirect", { redirect: "/t" }, "Cannot redirect the client: the answer has started"],
  ])("can't follow the first byte: %s", (_, late, message) => {
    const exchange = new WebExchange();
    apply(exchange, { write: "a" });
    expect(failure(() => apply(exchange, { ...late, write: "" }))).toBe(`invalid: ${message}`);
    expect(shown(apply(exchange, { write: "b", end: true }))).toEqual(["b", "end"]);
  });
});

describe("refused without a trace is", () => {
  const ends = "Cannot answer the HTTP request:";
  const header = (name: string, value: string) => ({ headers: [{ name, value }] });

  test.each<[string, Sent, string]>([
    ["body and end", { body: "a", end: true }, `${ends} body and end each end it, give one`],
    [
      "body and redirect",
      { body: "a", redirect: "/" },
      `${ends} body and redirect each end it, give one`,
    ],
    [
      "all three endings",
      { body: "a", redirect: "/", end: true },
      `${ends} body and redirect and end each end it, give one`,
    ],
    [
      "a redirect with bytes",
      { redirect: "/", write: "a" },
      "Cannot redirect the client: write sends bytes, a redirect has none",
    ],
    ["a body after 204", { status: 204, body: "a" }, `${ends} status 204 has no body`],
    ["bytes after 304", { status: 304, write: "a" }, `${ends} status 304 has no body`],
    ["status 100", { status: 100 }, "Cannot set the status: 100 is none, expected 200 to 599"],
    ["status -1", { status: -1 }, "Cannot set the status: -1 is none, expected 200 to 599"],
    ["status 600", { status: 600 }, "Cannot set the status: 600 is none, expected 200 to 599"],
    [
      "a line end in a header",
      header("X-A", "b\r\nSet-Cookie: c=d"),
      'Cannot set header "X-A": its value holds a line end',
    ],
    [
      "a NUL in a header",
      header("X-A", "b\0"),
      'Cannot set header "X-A": its value holds a control character',
    ],
    [
      "a header beyond Latin-1",
      header("X-A", "€"),
      'Cannot set header "X-A": its value holds characters beyond Latin-1',
    ],
    [
      "a header's name with a colon",
      header("A: b", "c"),
      'Cannot set header "A: b": it is no header name',
    ],
    ["a header without name", header("", "c"), 'Cannot set header "": it is no header name'],
    [
      "framing",
      header("Transfer-Encoding", "chunked"),
      'Cannot set header "Transfer-Encoding": it is the host\'s to set',
    ],
    [
      "a length",
      header("content-length", "5"),
      'Cannot set header "content-length": it is the host\'s to set',
    ],
    [
      "a line end in a redirect",
      { redirect: "/a\r\nX: y" },
      'Cannot redirect to "/a\\r\\nX: y": it holds a control character',
    ],
  ])("%s", (_, request, message) => {
    const exchange = new WebExchange();
    expect(failure(() => apply(exchange, request))).toBe(`invalid: ${message}`);
    expect(exchange.state).toBe("open");
    expect(shown(apply(exchange, { body: "fine" }))).toEqual([`200 ${typed}`, "fine", "end"]);
  });

  test("more headers than fit", () => {
    const exchange = new WebExchange();
    apply(exchange, header("X-A", "a".repeat(32_768 - 7)));
    expect(failure(() => apply(exchange, header("X-B", "")))).toBe(
      "too_large: Cannot set headers: they have 32775 bytes, at most 32768 fit",
    );
    expect(shown(apply(exchange, { end: true }))).toHaveLength(2);
  });
});

describe("once an answer has ended", () => {
  test.each<[string, Sent]>([
    ["write", { write: "a" }],
    ["body", { body: "a" }],
    ["end", { end: true }],
    ["status", { status: 200 }],
    ["nothing", {}],
  ])("%s is refused", (_, request) => {
    const exchange = new WebExchange();
    apply(exchange, { body: "all" });
    expect(failure(() => apply(exchange, request))).toBe(
      "closed: Cannot answer the HTTP request: its answer has ended",
    );
  });
});

describe("once the client has left", () => {
  test.each([
    ["before", []],
    ["after", [{ write: "a" }]],
  ])("%s the first byte, writes fail with code closed", (_, sent) => {
    const exchange = new WebExchange();
    for (const each of sent) apply(exchange, each);
    exchange.leave();
    expect(failure(() => apply(exchange, { write: "b" }))).toBe(
      "closed: Cannot answer the HTTP request: the client has left",
    );
    expect(exchange.answer({ status: 200, headers: [], body: bytes("c") })).toEqual([]);
    expect(exchange.fail({ status: 500, headers: [], body: bytes("d") })).toEqual([]);
  });

  test("an answer that had ended stays ended", () => {
    const exchange = new WebExchange();
    apply(exchange, { end: true });
    exchange.leave();
    expect(exchange.state).toBe("ended");
  });
});

describe("what a method returns", () => {
  const json = { name: "content-type", value: "application/json" };
  const answer = { status: 200, headers: [json], body: bytes("{}") };

  test("is the answer when nothing was sent", () => {
    const exchange = new WebExchange();
    expect(shown(exchange.answer(answer))).toEqual([
      "200 content-type=application/json",
      "{}",
      "end",
    ]);
    expect(exchange.state).toBe("ended");
  });

  test("goes with the status and headers that were set", () => {
    const exchange = new WebExchange();
    const headers = [{ name: "Content-Type", value: "text/csv" }];
    apply(exchange, { status: 201, headers });
    expect(shown(exchange.answer(answer))).toEqual(["201 Content-Type=text/csv", "{}", "end"]);
  });

  test("is left out when the status has no body", () => {
    const exchange = new WebExchange();
    apply(exchange, { status: 204 });
    expect(shown(exchange.answer(answer))).toEqual(["204 content-type=application/json", "end"]);
  });

  test("is ignored when the answer was started, which then ends", () => {
    const exchange = new WebExchange();
    apply(exchange, { write: "a" });
    expect(shown(exchange.answer(answer))).toEqual(["end"]);
  });

  test("is ignored when the answer has ended", () => {
    const exchange = new WebExchange();
    apply(exchange, { body: "a" });
    expect(exchange.answer(answer)).toEqual([]);
  });

  test.each([
    [
      "headers",
      { ...answer, headers: [{ name: "X", value: "a\nb" }] },
      'Cannot set header "X": its value holds a line end',
    ],
    [
      "a status",
      { ...answer, status: 99 },
      "Cannot set the status: 99 is none, expected 200 to 599",
    ],
  ])("is refused with %s that can't be sent, and the host can still fail", (_, wrong, message) => {
    const exchange = new WebExchange();
    expect(failure(() => exchange.answer(wrong))).toBe(`invalid: ${message}`);
    const failed = exchange.fail({ status: 500, headers: [], body: bytes("Failed") });
    expect(shown(failed)).toEqual([`500 ${typed}`, "Failed", "end"]);
  });
});

describe("a failure", () => {
  const answer = { status: 500, headers: [html], body: bytes("Failed") };

  test("has nothing of what the skill had set", () => {
    const exchange = new WebExchange();
    apply(exchange, { status: 201, headers: [{ name: "X-A", value: "1" }] });
    expect(shown(exchange.fail(answer))).toEqual([`500 ${typed}`, "Failed", "end"]);
  });

  test("breaks off an answer that was started, so that the client learns of it", () => {
    const exchange = new WebExchange();
    apply(exchange, { write: "half" });
    expect(shown(exchange.fail(answer))).toEqual(["abort"]);
    expect(exchange.over).toBe(true);
  });

  test("changes nothing about an answer that has ended", () => {
    const exchange = new WebExchange();
    apply(exchange, { body: "all" });
    expect(exchange.fail(answer)).toEqual([]);
  });
});

test("who answers without a request is told why", () => {
  expect(
    failure(() => {
      throw noExchangeError();
    }),
  ).toBe(
    "invalid: Cannot answer an HTTP request: the skill doesn't run for one. " +
      "Hint: give the exchange of the request",
  );
  expect(
    failure(() => {
      throw unknownExchangeError("e1");
    }),
  ).toBe('closed: Cannot answer HTTP request "e1": there is none, or it has ended');
});
