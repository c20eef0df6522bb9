import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createMockHost, type MockHost } from "../../testing/index.js";
import { buildWebSkill } from "./web-skill.js";

const html = "text/html; charset=utf-8";

let skill: Uint8Array;
let host: MockHost;

beforeAll(async () => {
  skill = await buildWebSkill();
});

beforeEach(() => {
  host = createMockHost({ skill });
});

describe("a request reaches the method of its route", () => {
  test("which may take all of it", () => {
    host.web.route("POST", "/notes/:id", { ref: "show" });
    const headers = { "X-Client": "test" };
    const response = host.web.request("POST", "/notes/a%2Fb?tag=x&tag=y&all=1#part", {
      headers,
      json: { title: "T" },
      sessionId: "s1",
    });
    expect(response.json()).toEqual({
      route: { id: "a/b" },
      query: { tag: ["x", "y"], all: ["1"] },
      body: { title: "T" },
      headers: { "x-client": "test", "content-type": "application/json" },
      method: "POST",
      path: "/notes/a%2Fb",
      sessionId: "s1",
      exchange: "web-1",
    });
    expect(response.header("Content-Type")).toBe("application/json");
  });

  test("or parts of it by name", () => {
    host.web.route("GET", "/notes/:id", { ref: "named" });
    const response = host.web.request("GET", "/notes/5");
    expect([response.status, response.header("content-type"), response.text]).toEqual([
      200,
      html,
      "GET 5",
    ]);
  });

  test.each<[string, object, number]>([
    ["a text", { body: "héllo" }, 6],
    ["bytes", { body: Uint8Array.of(0, 255) }, 2],
    ["JSON", { json: [1] }, 3],
    ["a form", { form: { a: ["1", "2"] } }, 7],
  ])("and %s as bytes, where it takes bytes", (_, content, want) => {
    host.web.route("POST", "/up", { ref: "upload" });
    expect(host.web.request("POST", "/up", content).json()).toBe(want);
  });

  test.each<[string, object, unknown]>([
    ["a text", { body: "héllo" }, "héllo"],
    ["a form", { form: { a: ["1", "2"], b: "3" } }, { a: ["1", "2"], b: "3" }],
    ["nothing", {}, null],
  ])("and %s as what it is, else", (_, content, want) => {
    host.web.route("POST", "/show", { ref: "show" });
    expect(host.web.request("POST", "/show", content).json()).toMatchObject({ body: want });
  });

  test("declared by the skill's manifest", () => {
    const route = { method: "GET", path: "/tea", ref: "answer" };
    host = createMockHost({ skill, manifest: { web: { route } } });
    expect(host.web.request("GET", "/tea?how=body").status).toBe(418);
  });

  test("in order of declaration, HEAD as GET but without a body", () => {
    host.web.route("GET", "/:any", { ref: "named" });
    host.web.route("GET", "/tea", { ref: "answer" });
    expect(host.web.request("GET", "/tea?how=body").status).toBe(200);
    const head = host.web.request("HEAD", "/tea");
    expect([head.status, head.header("content-type"), head.body.length]).toEqual([200, html, 0]);
  });

  test("with sessions of their own unless said", () => {
    host.web.route("GET", "/", { ref: "show" });
    const [one, two] = [host.web.request("GET", "/"), host.web.request("GET", "/")];
    expect(one.sessionId).not.toBe(two.sessionId);
    expect(one.json()).toMatchObject({ sessionId: one.sessionId });
  });
});

describe("a request that no method gets", () => {
  test.each([
    ["GET", "/none", 404, undefined],
    ["PUT", "/notes/5", 405, "GET, HEAD, POST"],
    ["GET", "/notes/%", 400, undefined],
  ])("%s %s is answered %i", (method, url, status, allow) => {
    host.web.route("GET", "/notes/:id", { ref: "named" });
    host.web.route("POST", "/notes/:id", { ref: "named" });
    const response = host.web.request(method, url);
    expect([response.status, response.header("allow"), response.isOpen]).toEqual([
      status,
      allow,
      false,
    ]);
    expect(host.journal.entries).toEqual([]);
  });

  test.each<[string, () => unknown, string]>([
    [
      "no path",
      () => host.web.request("GET", "notes"),
      'Cannot request "notes": expected a path, such as "/notes/5?all=1"',
    ],
    [
      "two bodies",
      () => host.web.request("POST", "/", { json: 1, body: "1" }),
      'Cannot request "/": body and json are given, expected one of them',
    ],
    [
      "a path that no route has",
      () => host.web.route("GET", "notes", { ref: "show" }),
      'Cannot read path "notes": expected it to begin with "/"',
    ],
    [
      "a method that isn't there",
      () => host.web.route("GET", "/", { ref: "shew" }),
      'Cannot find method "web.shew": the skill has ' +
        "show, named, upload, answer, ticks, ask, reply, envelope, outside. " +
        'Hint: did you mean "show"?',
    ],
  ])("is a test's mistake with %s", (_, run, message) => {
    expect(run).toThrow(message);
    host.web.route("GET", "/", { ref: "show" });
    expect(host.web.request("GET", "/").status).toBe(200);
  });
});

describe("webSend", () => {
  beforeEach(() => host.web.route("GET", "/", { ref: "answer" }));

  test("sets status and headers of what the method returns", () => {
    const response = host.web.request("GET", "/?how=head");
    expect([response.status, response.header("x-a"), response.text]).toEqual([201, "1", "made"]);
  });

  test("answers instead of what the method returns", () => {
    const { status, texts, isOpen } = host.web.request("GET", "/?how=body");
    expect([status, texts, isOpen]).toEqual([418, ["tea"], false]);
  });

  test("redirects", () => {
    const response = host.web.request("GET", "/?how=redirect");
    expect([response.status, response.header("location")]).toEqual([302, "/elsewhere"]);
  });

  test("can't set a status after the first byte, and the answer goes on", () => {
    const { status, texts, isOpen } = host.web.request("GET", "/?how=late+status");
    expect([status, isOpen]).toEqual([200, false]);
    expect(texts).toEqual(["a", "invalid: Cannot set the status: the answer has started"]);
  });

  test("fails after the end", () => {
    host.web.request("GET", "/?how=twice");
    const [, second] = host.journal.calls("web_send");
    expect(second?.error).toMatchObject({
      message: "Cannot answer the HTTP request: its answer has ended",
      code: "closed",
    });
  });

  test("fails outside a request", () => {
    expect(host.call("outside").value).toBe(
      "invalid: Cannot answer an HTTP request: the skill doesn't run for one. " +
        "Hint: give the exchange of the request",
    );
  });
});

describe("a method that fails", () => {
  beforeEach(() => host.web.route("GET", "/", { ref: "answer" }));

  test.each([
    ["throw", "out of tea"],
    ["fail", "no tea"],
  ])("by %s is answered 500 without details", (how, failure) => {
    const response = host.web.request("GET", `/?how=${how}`);
    expect([response.status, response.text]).toEqual([500, "Internal Server Error\n"]);
    expect(response.failure).toBe(failure);
    expect(host.web.request("GET", "/?how=body").status).toBe(418);
  });

  test("after its first byte leaves an answer that breaks off", () => {
    const response = host.web.request("GET", "/?how=write+and+throw");
    expect([response.status, response.texts, response.isAborted]).toEqual([200, ["half"], true]);
    expect(response.isOpen).toBe(false);
  });

  test("with nothing to say is answered 204", () => {
    expect(host.web.request("GET", "/").status).toBe(204);
  });
});

describe("an envelope", () => {
  test("says status and body", () => {
    host.web.route("GET", "/:even", { ref: "envelope", envelope: true });
    const response = host.web.request("GET", "/a");
    expect([response.status, response.header("content-type"), response.text]).toEqual([
      202,
      html,
      "<p>",
    ]);
  });

  test("that can't be sent is answered 500", () => {
    host.web.route("GET", "/:odd", { ref: "envelope", envelope: true });
    const { status, failure } = host.web.request("GET", "/a");
    expect([status, failure]).toEqual([
      500,
      "Cannot set the status: 99 is none, expected 200 to 599",
    ]);
  });
});

test("routes that nobody requests are unused", () => {
  host.web.route("GET", "/a", { ref: "show" });
  host.web.route("GET", "/b", { ref: "show" });
  host.web.request("GET", "/a");
  expect(host.unused()).toEqual(['host.web.route("GET", "/b")']);
});

test("requests are calls of the test, and their effects are events", () => {
  host.web.route("GET", "/ticks", { ref: "ticks", stream: true });
  host.web.request("GET", "/ticks");
  host.clock.advance(1000);
  expect(host.events.map(({ method }) => method)).toEqual(["tick"]);
  expect(host.web.responses.map(({ exchange }) => exchange)).toEqual(["web-1"]);
});
