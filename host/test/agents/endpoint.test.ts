import { ManualClock } from "@luminarys/sdk-as/engine";
import { describe, expect, onTestFinished, test } from "vitest";
import { AgentError } from "../../agents/agents.js";
import type { ChatModel, ModelRequest } from "../../agents/chat-model.js";
import { OpenAiModel } from "../../agents/openai-model.js";
import { PatientModel } from "../../agents/patient-model.js";
import type { LlmEndpoint } from "../../devices/llm/endpoint.js";
import {
  asks,
  DONE,
  event,
  part,
  refuses,
  type Script,
  says,
  startScriptedModel,
  streams,
  usage,
} from "../support/scripted-model.js";
import { hastyClock } from "./agent-world.js";

const CONTENT = "content-type";
const never = new AbortController().signal;

interface StartOptions extends Partial<LlmEndpoint> {
  readonly suffix?: string;
  readonly answerMs?: number;
  readonly silentMs?: number;
}

async function start(script: readonly Script[], options: StartOptions = {}) {
  const { suffix = "", answerMs = 600_000, silentMs = 300_000, ...given } = options;
  const endpoint = await startScriptedModel(...script);
  const { clock, waits } = hastyClock();
  const model = new PatientModel(
    new OpenAiModel({ endpoint: `${endpoint.url}${suffix}`, model: "small-1", ...given }, clock),
    { clock, random: () => 0, retries: 2, answerMs, silentMs },
  );
  onTestFinished(async () => {
    await model.close();
    await endpoint.close();
  });
  const parts: string[] = [];
  const ask = (request: Partial<ModelRequest> = {}) =>
    model.answer({
      messages: [{ role: "user", content: "2 + 2?" }],
      tools: [],
      signal: never,
      onPart: (text) => void parts.push(text),
      ...request,
    });
  return { ask, parts, waits, endpoint };
}

const four = { text: "four", calls: [], usage: { input_tokens: 10, output_tokens: 5 } };

describe("an endpoint", () => {
  test.each(["", "/", "/chat/completions", "/chat/completions/"])(
    "is the same one when it ends in %j",
    async (suffix) => {
      const { ask, endpoint } = await start([says("four")], { suffix });
      expect(await ask()).toEqual(four);
      expect(endpoint.requests[0]?.url).toBe("/v1/chat/completions");
    },
  );

  test("may have a query", async () => {
    const { ask, endpoint } = await start([says("four")], { suffix: "?api-version=1%2B2" });
    await ask();
    expect(endpoint.requests[0]?.url).toBe("/v1/chat/completions?api-version=1%2B2");
  });

  test("that is no URL is refused at once", () => {
    const { clock } = hastyClock();
    expect(() => new OpenAiModel({ endpoint: "ftp://a", model: "m" }, clock)).toThrow(
      new TypeError('Cannot use model endpoint "ftp://a": expected an http or https URL'),
    );
  });

  test("gets the key, and nothing else of this machine", async () => {
    process.env.OPENAI_API_KEY = "sk-other";
    process.env.OPENAI_ORG_ID = "org";
    process.env.OPENAI_CUSTOM_HEADERS = "x-custom: 1";
    onTestFinished(() => {
      for (const name of ["API_KEY", "ORG_ID", "CUSTOM_HEADERS"]) {
        delete process.env[`OPENAI_${name}`];
      }
    });
    const { ask, endpoint } = await start([says("four")], { key: "sk-1" });

    await ask();

    expect(endpoint.requests[0]?.headers).toMatchObject({
      authorization: "Bearer sk-1",
      [CONTENT]: "application/json",
    });
    expect(Object.keys(endpoint.requests[0]?.headers ?? {}).sort()).toEqual([
      ...["accept", "accept-encoding", "accept-language", "authorization", "connection"],
      ...["content-length", CONTENT, "host", "sec-fetch-mode", "user-agent"],
    ]);
  });

  test("gets no key where there is none", async () => {
    const { ask, endpoint } = await start([says("four")]);
    await ask();
    expect(endpoint.requests[0]?.headers.authorization).toBe(undefined);
  });
});

describe("an answer", () => {
  test("is put together from its parts, wherever they are cut", async () => {
    const whole = [part({ content: "fo" }), part({ content: "ur" }), part({}, "stop"), DONE].join(
      "",
    );
    const middle = Math.floor(whole.length / 3);
    const cut = streams(
      whole.slice(0, middle),
      whole.slice(middle, middle * 2),
      whole.slice(middle * 2),
    );
    const { ask, parts } = await start([cut]);
    expect(await ask()).toEqual({ ...four, usage: { input_tokens: 0, output_tokens: 0 } });
    expect(parts).toEqual(["fo", "ur", ""]);
  });

  test("may have calls of tools whose arguments come in parts, in any order", async () => {
    const call = (index: number, more: object) => part({ tool_calls: [{ index, ...more }] });
    const script = streams(
      call(0, { id: "a", function: { name: "one", arguments: '{"x"' } }),
      call(1, { id: "b", function: { name: "two" } }),
      call(0, { function: { arguments: ":1}" } }),
      call(1, { function: { arguments: "{}" } }),
      part({}, "tool_calls"),
    );
    const { ask } = await start([script]);
    expect((await ask()).calls).toEqual([
      { id: "a", name: "one", arguments: '{"x":1}' },
      { id: "b", name: "two", arguments: "{}" },
    ]);
  });

  test("may have calls without index or id, each at once", async () => {
    const call = (name: string) => ({ function: { name, arguments: "{}" } });
    const script = streams(
      part({ tool_calls: [call("one")] }),
      part({ tool_calls: [call("two")] }, "stop"),
    );
    const { ask } = await start([script]);
    expect((await ask()).calls).toEqual([
      { id: "call_0", name: "one", arguments: "{}" },
      { id: "call_1", name: "two", arguments: "{}" },
    ]);
  });

  test("counts tokens as the endpoint says last", async () => {
    const script = streams(usage(1, 1), part({ content: "a" }, "stop"), usage(7, 9), DONE);
    const { ask } = await start([script]);
    expect((await ask()).usage).toEqual({ input_tokens: 7, output_tokens: 9 });
  });

  test("that is a refusal is text", async () => {
    const { ask } = await start([streams(part({ refusal: "I won't" }, "stop"), DONE)]);
    expect((await ask()).text).toBe("I won't");
  });
});

const prefix = 'Cannot ask model "small-1": its endpoint';

describe("an endpoint that fails", () => {
  test.each([401, 403])("with status %i refuses the key, and isn't asked again", async (status) => {
    const { ask, endpoint } = await start([refuses(status, "bad key sk-1")], { key: "sk-1" });
    await expect(ask()).rejects.toMatchObject({
      code: "internal",
      message: `${prefix} refused the key (status ${status}). Hint: check the agent's key in host.yaml`,
    });
    expect(endpoint.requests.length).toBe(1);
  });

  test.each([
    [400, "internal", 1],
    [404, "internal", 1],
    [422, "internal", 1],
    [500, "unavailable", 3],
    [503, "unavailable", 3],
    [529, "unavailable", 3],
    [429, "exhausted", 3],
  ])("with status %i is %s and asked %i times, and its words are told", async (...row) => {
    const [status, code, times] = row;
    const { ask, endpoint } = await start([refuses(status, "not\n now, sk-1")], { key: "sk-1" });
    await expect(ask()).rejects.toMatchObject({
      code,
      message: `${prefix} answered with status ${status}: not now, [key]`,
    });
    expect(endpoint.requests.length).toBe(times);
  });

  test("for a while is asked again, after what it wants or ever longer", async () => {
    const wait = refuses(429, "slow down", { "retry-after": "3" });
    const { ask, waits } = await start([wait, refuses(500, "oops"), says("four")]);
    expect(await ask()).toEqual(four);
    expect(waits).toEqual([3000, 500]);
  });

  test("tells how long it wants to be left alone", async () => {
    const { ask } = await start([refuses(429, "slow down", { "retry-after": "700" })]);
    await expect(ask()).rejects.toMatchObject({ code: "exhausted", retryAfterMs: 700_000 });
  });

  test("by nobody listening says so", async () => {
    const { ask, endpoint } = await start([says("four")]);
    await endpoint.close();
    await expect(ask()).rejects.toThrow(
      new AgentError(`${prefix} can't be reached (ECONNREFUSED)`, { code: "unavailable" }),
    );
  });

  test("by sending its clients elsewhere isn't followed", async () => {
    const script = { status: 307, headers: { location: "http://127.0.0.1:9/" }, pieces: [] };
    const { ask } = await start([script]);
    await expect(ask()).rejects.toMatchObject({
      code: "internal",
      message: `${prefix} answered with status 307`,
    });
  });

  test.each([
    [
      "a part that isn't JSON",
      streams("data: {oops\n\n"),
      "can't be understood: a part of its answer isn't JSON",
    ],
    [
      "no stream",
      { headers: { [CONTENT]: "text/html" }, pieces: ["<h1>Hi</h1>"] },
      "can't be understood: its answer ended halfway",
    ],
    ["half an answer", streams(DONE), "can't be understood: its answer ended halfway"],
    [
      "an error in its stream",
      streams(event({ error: { message: "overloaded" } })),
      "broke off its answer: overloaded",
    ],
    [
      "a call of nothing",
      streams(part({ tool_calls: [{ index: 0 }] }, "tool_calls")),
      "can't be understood: it asks for a tool without a name",
    ],
    [
      "nothing, by a filter",
      streams(part({}, "content_filter")),
      "can't be understood: it withheld the answer (content_filter)",
    ],
    [
      "parts of another kind",
      streams(event(null), event([]), event("x"), event({ choices: 3 })),
      "can't be understood: its answer ended halfway",
    ],
  ])("by answering with %s is asked again, and told", async (_what, script, reason) => {
    const { ask, endpoint } = await start([script, script, script, says("four")]);
    await expect(ask()).rejects.toMatchObject({
      code: "unavailable",
      message: `${prefix} ${reason}`,
    });
    expect(endpoint.requests.length).toBe(3);
    expect(await ask()).toEqual(four);
  });

  test("by breaking the connection is asked again", async () => {
    const broken = { ...streams(part({})), ending: "breaks" as const };
    const { ask } = await start([broken, says("four")]);
    expect(await ask()).toEqual(four);
  });

  test("after it said something isn't asked again", async () => {
    const broken = { ...streams(part({ content: "fo" })), ending: "breaks" as const };
    const { ask, parts, endpoint } = await start([broken, says("four")]);
    await expect(ask()).rejects.toMatchObject({
      code: "unavailable",
      message: `${prefix} can't be reached (UND_ERR_SOCKET)`,
    });
    expect([parts, endpoint.requests.length]).toEqual([["fo"], 1]);
  });

  test("by an answer without end is left", async () => {
    const long = streams(
      ...Array.from({ length: 5 }, () => part({ content: "x".repeat(1_000_000) })),
    );
    const { ask } = await start([long]);
    await expect(ask()).rejects.toMatchObject({
      message: `${prefix} can't be understood: its answer is longer than 4 Mi characters`,
    });
  });
});

describe("an endpoint that is slow", () => {
  const silent = { ...streams(part({ content: "fo" })), ending: "hangs" as const };

  test("ends with the time for an answer", async () => {
    const { ask } = await start([silent], { answerMs: 40_000 });
    await expect(ask()).rejects.toMatchObject({
      code: "timeout",
      message: "Cannot ask the model: no whole answer within 40000 ms",
    });
  });

  test("ends when it is silent for too long", async () => {
    const { ask } = await start([silent], { silentMs: 5000 });
    await expect(ask()).rejects.toMatchObject({
      code: "timeout",
      message: "Cannot ask the model: it was silent for 5000 ms",
    });
  });

  test("is waited for as long as parts of its answer come", async () => {
    const clock = new ManualClock();
    let tell = (_text: string) => {};
    const model: ChatModel = {
      answer: ({ onPart, signal }) =>
        new Promise((_resolve, reject) => {
          tell = onPart;
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
      close: async () => {},
    };
    const times = { answerMs: 600_000, silentMs: 1000 };
    const patient = new PatientModel(model, { clock, random: () => 0, retries: 2, ...times });
    const asked = patient.answer({ messages: [], tools: [], signal: never, onPart: () => {} });
    const ended = asked.catch((error: Error) => `${clock.now()}: ${error.message}`);
    for (const text of ["a", "", "b"]) {
      clock.advance(900);
      tell(text);
    }
    clock.advance(1000);
    expect(await ended).toBe("3700: Cannot ask the model: it was silent for 1000 ms");
  });

  test("isn't waited for once nobody wants the answer", async () => {
    const { ask, endpoint } = await start([refuses(503, "busy", { "retry-after": "500" })]);
    const leaving = new AbortController();
    const asked = ask({ signal: leaving.signal });
    const ended = expect(asked).rejects.toBe("gone");
    await endpoint.asked(1);
    leaving.abort("gone");
    await ended;
  });
});

test("what a model made up is told back as endpoints take it", async () => {
  const { ask, endpoint } = await start([says("four")]);
  const call = (name: string, args: string) => ({ id: name, name, arguments: args });
  const calls = [
    call("functions.add é", '{"x":1}'),
    call("y".repeat(70), ""),
    call("a", "{oops"),
    call("b", "[1]"),
  ];
  await ask({ messages: [{ role: "assistant", content: "", calls }] });
  const [message] = endpoint.requests[0]?.body.messages ?? [];
  const told = message?.tool_calls as { function: { name: string; arguments: string } }[];
  expect(told.map((each) => [each.function.name, each.function.arguments])).toEqual([
    ["functions_add__", '{"x":1}'],
    ["y".repeat(64), "{}"],
    ["a", '{"invalid":"{oops"}'],
    ["b", '{"invalid":"[1]"}'],
  ]);
});

test("what a tool is and what it answered is told as endpoints know it", async () => {
  const { ask, endpoint } = await start([asks(["add", { x: 1 }])]);
  const { calls } = await ask({
    messages: [
      { role: "system", content: "Be brief" },
      { role: "user", content: "a" },
      { role: "assistant", content: "b", calls: [{ id: "1", name: "add", arguments: "{}" }] },
      { role: "tool", callId: "1", content: "2" },
    ],
    tools: [{ name: "add", description: "Adds", parameters: { type: "object" } }],
  });
  expect(calls).toEqual([{ id: "call_0", name: "add", arguments: '{"x":1}' }]);
  expect(endpoint.requests[0]?.body).toMatchObject({
    messages: [
      { role: "system", content: "Be brief" },
      { role: "user", content: "a" },
      { role: "assistant", content: "b", tool_calls: [{ id: "1", type: "function" }] },
      { role: "tool", tool_call_id: "1", content: "2" },
    ],
    tools: [
      {
        type: "function",
        function: { name: "add", description: "Adds", parameters: { type: "object" } },
      },
    ],
  });
});
