import { createMockHost, type MockHost } from "@luminarys/sdk-as/testing";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildSkill } from "../support/build-skill.js";

const source = `// @skill:id com.example.asker
// @skill:name "Asker"
// @skill:version 1.0.0
import { Context, http, llm, shell, tcp, text, utf8, ws } from "@luminarys/sdk-as";

// @skill:method get "Gets a URL"
// @skill:param url required "The URL"
export function get(ctx: Context, url: string): string {
  const answer = http.get(url);
  if (!answer.isOk) ctx.fail(answer.error);
  return answer.isOk ? text(answer.value.body) : "";
}

// @skill:method run "Runs a command"
export function run(ctx: Context): string {
  const result = shell.exec("git status");
  if (!result.isOk) ctx.fail(result.error);
  return result.isOk ? result.value.output : "";
}

// @skill:method ask "Asks the model"
export function ask(ctx: Context): string {
  const answer = llm.prompt("Hello");
  if (!answer.isOk) ctx.fail(answer.error);
  return answer.isOk ? answer.value : "";
}

// @skill:method request "Asks over TCP"
export function request(ctx: Context): string {
  const answer = tcp.request("redis:6379", utf8("PING"));
  if (!answer.isOk) ctx.fail(answer.error);
  return answer.isOk ? text(answer.value) : "";
}

// @skill:method chat "Asks over a WebSocket"
export function chat(ctx: Context): void {
  const opened = ws.connect("wss://a.example/");
  const sent = ws.send(opened.value, utf8("hi"));
  if (!sent.isOk) ctx.fail(sent.error);
}
`;

const URL_A = "https://a.example/";

let skill: Uint8Array;
let host: MockHost;

beforeAll(async () => {
  skill = (await buildSkill(source)).wasm;
});

beforeEach(() => {
  host = createMockHost({ skill });
});

/** What TypeScript wouldn't let pass, and JavaScript does. */
const wrong = (value: unknown) => value as never;
const getA = () => host.http.on("GET", URL_A);

const misspelt: [lever: string, action: string, hint: string, run: () => unknown][] = [
  [
    "shell",
    'script host.shell.on("git **").reply: unknown option "exit_code"',
    'did you mean "exitCode"?',
    () => host.shell.on("git **").reply(wrong({ output: "fatal", exit_code: 128 })),
  ],
  [
    "http",
    `script host.http.on("GET", "${URL_A}").reply: unknown option "stauts"`,
    'did you mean "status"?',
    () => getA().reply(wrong({ stauts: 500 })),
  ],
  [
    "http, in a cookie",
    `script host.http.on("GET", "${URL_A}").reply, in a cookie: unknown option "httpOnly"`,
    'did you mean "httponly"?',
    () => getA().reply({ cookies: [wrong({ name: "a", value: "b", httpOnly: true })] }),
  ],
  [
    "http, in a match",
    `script host.http.on("GET", "${URL_A}", {...}): unknown option "header"`,
    'did you mean "headers"?',
    () => host.http.on("GET", URL_A, wrong({ header: {} })),
  ],
  [
    "tcp",
    'script host.tcp.on("a:1"): unknown option "certificat"',
    'did you mean "certificate"?',
    () => host.tcp.on("a:1", wrong({ certificat: "self-signed" })),
  ],
  [
    "a TCP peer that sends",
    'script what the peer sends: unknown option "every"',
    'did you mean "everyMs"?',
    () => host.tcp.on("a:1").accept((peer) => peer.send("a", wrong({ every: 5 }))),
  ],
  [
    "a TCP peer that replies",
    'script what the peer replies: unknown option "delay"',
    'did you mean "delayMs"?',
    () => host.tcp.on("a:1").reply("a", wrong({ delay: 5 })),
  ],
  [
    "ws",
    'script host.ws.on("wss://a.example/", {...}): unknown option "header"',
    'did you mean "headers"?',
    () => host.ws.on("wss://a.example/", wrong({ header: {} })),
  ],
  [
    "a WebSocket peer",
    'script what the peer replies: unknown option "delay"',
    'did you mean "delayMs"?',
    () => host.ws.on("wss://a.example/").reply("a", wrong({ delay: 5 })),
  ],
  [
    "llm",
    'script what the model says: unknown option "delay"',
    'did you mean "delayMs"?',
    () => host.llm.reply("a", wrong({ delay: 5 })),
  ],
  [
    "llm.history",
    'script host.llm.history: unknown option "session_id"',
    'did you mean "sessionId"?',
    () => host.llm.history([], wrong({ session_id: "s" })),
  ],
  [
    "a message of llm.history",
    'script host.llm.history: unknown option "text"',
    "role, content",
    () => host.llm.history([wrong({ role: "user", text: "Hi" })]),
  ],
  [
    "fs.write",
    'write "/data/a": unknown option "mod"',
    'did you mean "mode"?',
    () => host.fs.write("/data/a", "a", wrong({ mod: 0o600 })),
  ],
  [
    "fs.mkdir",
    'make directory "/data": unknown option "mod"',
    'did you mean "mode"?',
    () => host.fs.mkdir("/data", wrong({ mod: 0o600 })),
  ],
  [
    "cluster",
    'script host.cluster.node("w1"): unknown option "skill"',
    'did you mean "skills"?',
    () => host.cluster.node("w1", wrong({ skill: ["a"] })),
  ],
  [
    "system",
    'script host.system.set: unknown option "timezone"',
    'did you mean "timeZone"?',
    () => host.system.set(wrong({ timezone: "UTC" })),
  ],
  [
    "system, of the disk",
    'script host.system.set, of the disk: unknown option "totalByte"',
    'did you mean "totalBytes"?',
    () => host.system.set({ disk: wrong({ totalByte: 5 }) }),
  ],
  [
    "web.route",
    'declare route "GET /a": unknown option "reff"',
    'did you mean "ref"?',
    () => host.web.route("GET", "/a", wrong({ reff: "get" })),
  ],
  [
    "web.request",
    'request "/a": unknown option "jsn"',
    'did you mean "json"?',
    () => host.web.request("GET", "/a", wrong({ jsn: 1 })),
  ],
  [
    "sockets.route",
    'declare socket "a": unknown option "reff"',
    'did you mean "ref"?',
    () => host.sockets.route("a", wrong({ reff: "get" })),
  ],
  [
    "sockets.open",
    'open socket "a": unknown option "session"',
    'did you mean "sessionId"?',
    () => host.sockets.open("a", wrong({ session: "s" })),
  ],
  [
    "a campaign",
    'run a campaign: unknown option "call"',
    'did you mean "calls"?',
    () => host.faults.campaign(() => {}, wrong({ call: [] })),
  ],
];

test.each(misspelt)("a misspelt option is refused by %s", (_, action, hint, run) => {
  expect(run).toThrow(new TypeError(`Cannot ${action}. Hint: ${hint}`));
});

const mistyped: [lever: string, message: string, run: () => unknown][] = [
  [
    "http",
    `script host.http.on("GET", "${URL_A}").reply: expected an object such as { text: "..." }, found a string`,
    () => getA().reply(wrong("[1,2]")),
  ],
  [
    "http, which is no promise",
    `script host.http.on("GET", "${URL_A}").reply: expected an object such as { text: "..." }, found a promise`,
    () => getA().reply(wrong(Promise.resolve({}))),
  ],
  [
    "http, in a body",
    `script host.http.on("GET", "${URL_A}").reply: option "body": expected a string or bytes, found an object`,
    () => getA().reply({ body: wrong({ a: 1 }) }),
  ],
  [
    "shell",
    'script host.shell.on("ls").reply: expected an object such as { output: "..." }, found a string',
    () => host.shell.on("ls").reply(wrong("a.txt")),
  ],
  [
    "llm",
    "script what the model says: expected a string, found an object",
    () => host.llm.on("Hi").reply(wrong({ text: "Hello" })),
  ],
  [
    "llm.history",
    "script host.llm.history: expected a list of messages, found a string",
    () => host.llm.history(wrong("Hello")),
  ],
  [
    "a certificate",
    'script host.tcp.on("a:1"): option "certificate": expected "valid" or "self-signed", found a string',
    () => host.tcp.on("a:1", { certificate: wrong("selfsigned") }),
  ],
];

test.each(mistyped)("a reply of the wrong type is refused by %s", (_, message, run) => {
  expect(run).toThrow(new TypeError(`Cannot ${message}`));
});

test("replies that were refused are no replies", () => {
  const rule = getA().reply({ text: "one" });
  expect(() => rule.reply(wrong("two"))).toThrow(TypeError);
  expect(host.call("get", { url: URL_A }).value).toBe("one");
  expect(host.call("get", { url: URL_A }).value).toBe("one");
});

test("a skill hears what is wrong with the answer of a function", () => {
  getA().reply(() => wrong({ jsn: 1 }));
  host.shell.on("git status").reply(() => wrong("clean"));
  host.llm.reply(() => wrong(undefined));
  host.tcp.on("redis:6379").reply(() => wrong({ text: "PONG" }));
  host.ws.on("wss://a.example/").reply(() => wrong(5));
  const errors = [
    host.call("get", { url: URL_A }).error,
    ...["run", "ask", "request", "chat"].map((method) => host.call(method).error),
  ];
  expect(errors).toEqual([
    `Cannot script host.http.on("GET", "${URL_A}").reply: unknown option "jsn". Hint: did you mean "json"?`,
    'Cannot script host.shell.on("git status").reply: expected an object such as { output: "..." }, found a string',
    "Cannot script what the model says: expected a string, found nothing",
    "Cannot use an object as bytes: expected a string or bytes",
    "Cannot use a number as bytes: expected a string or bytes",
  ]);
});

describe("host.http.on refuses", () => {
  test.each<[what: string, message: string, args: unknown[]]>([
    [
      "a URL without a method",
      `host.http.on("${URL_A}"): it begins with no method. Hint: host.http.on("GET", "${URL_A}")`,
      [URL_A],
    ],
    [
      "a URL before the method",
      `host.http.on("${URL_A}", "POST"): it begins with no method. Hint: host.http.on("POST", "${URL_A}")`,
      [URL_A, "POST"],
    ],
    [
      "an expression without a method",
      'host.http.on(/example/): it begins with no method. Hint: host.http.on("GET", /example/)',
      [/example/],
    ],
    [
      "a misspelt method",
      `host.http.on("GETT", "${URL_A}"): unknown method "GETT". Hint: did you mean "GET"?`,
      ["GETT", URL_A],
    ],
    [
      "a method without a URL",
      `host.http.on("GET", undefined): expected a URL, found nothing. ${hintOf("http")}`,
      ["GET"],
    ],
    [
      "what is no URL",
      `host.http.on("GET", "not a url"): no http:// or https:// URL matches it. ${hintOf("http")}`,
      ["GET", "not a url"],
    ],
    [
      "a WebSocket's URL",
      `host.http.on("GET", "wss://a.example/"): no http:// or https:// URL matches it. ${hintOf("http")}`,
      ["GET", "wss://a.example/"],
    ],
  ])("%s", (_, message, args) => {
    const on = host.http.on as (...given: unknown[]) => unknown;
    expect(() => on(...args)).toThrow(new TypeError(`Cannot script ${message}`));
    expect(host.unused()).toEqual([]);
  });

  test.each<[method: string, url: string | RegExp]>([
    ["*", "**"],
    ["get", "HTTPS://A.Example/"],
    ["PROPFIND", "http{,s}://*.example/**"],
    ["LIST", "**/v1/secret/metadata"],
    ["M-SEARCH", /a\.example/],
    ["MKCOL", "*://[0-9].example/?tag=*"],
  ])("no %s to %s", (method, url) => {
    host.http.on(method, url).reply({});
    expect(host.unused()).toHaveLength(1);
  });
});

function hintOf(area: string): string {
  return `Hint: a URL such as "${area}s://api.example.com/v1", a glob such as "**/v1", or an expression`;
}

test.each(["https://a.example/", "a.example", "GET"])("host.ws.on refuses %j", (url) => {
  const message = `Cannot script host.ws.on("${url}"): no ws:// or wss:// URL matches it. ${hintOf("ws")}`;
  expect(() => host.ws.on(url)).toThrow(new TypeError(message));
});

test("a request that nothing is scripted for is named as the journal names it", () => {
  host.http.on("POST", URL_A).reply({});
  const { error, journal } = host.call("get", { url: URL_A });
  expect(journal.map(({ name }) => name)).toEqual(["http_request"]);
  expect(error).toMatch(/^Cannot answer http_request "https:\/\/a.example\/": /);
});
