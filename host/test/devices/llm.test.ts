import {
  type Clock,
  type HostCall,
  ManualClock,
  MemoryStore,
  systemClock,
  toNs,
} from "@luminarys/sdk-as/engine";
import { afterEach, describe, expect, test } from "vitest";
import { createLlmDevice, type LlmEndpoint } from "../../devices/llm.js";
import { hostCall } from "./host-call.js";
import { type ScriptedAnswer, says, startScriptedEndpoint } from "./llm/scripted-endpoint.js";

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

interface StartOptions extends Partial<LlmEndpoint> {
  answers: ScriptedAnswer[];
  clock?: Clock;
}

async function start({ answers, clock = systemClock, ...endpoint }: StartOptions) {
  const server = await startScriptedEndpoint(...answers);
  const { url, requests } = server;
  const device = createLlmDevice({
    endpoint: { endpoint: url, model: "small-1", ...endpoint },
    store: new MemoryStore(),
    clock,
    random: () => 0,
  });
  ends.push(() => device.close(), server.close);
  const prompt = async (
    request: { temperature?: number; max_tokens?: number } = {},
    call: Partial<HostCall> = {},
  ) =>
    device.prompt_complete(
      { prompt: "2 + 2?", temperature: 0, max_tokens: 0, ...request },
      { ...hostCall, ...call },
    );
  return { device, prompt, requests, url };
}

/** Waits of a clock that nobody waits for; they are kept in order. */
function hastyClock() {
  const waits: number[] = [];
  const clock: Clock = {
    now: () => 0,
    setTimer: (delayMs, run) => {
      if (delayMs >= 60_000) return () => {};
      waits.push(delayMs);
      const timer = setImmediate(run);
      return () => clearImmediate(timer);
    },
  };
  return { clock, waits };
}

describe("a prompt", () => {
  test("is one user message; the answer's text is the content", async () => {
    const { prompt, requests } = await start({ answers: [says("four")], key: "sk-1" });

    expect(await prompt()).toEqual({ content: "four" });

    expect(requests).toEqual([
      {
        url: "/v1/chat/completions",
        headers: expect.objectContaining({
          authorization: "Bearer sk-1",
          "content-type": "application/json",
        }),
        body: { model: "small-1", messages: [{ role: "user", content: "2 + 2?" }] },
      },
    ]);
  });

  test("carries temperature and max_tokens when they are given, and no key when there is none", async () => {
    const { prompt, requests } = await start({ answers: [says("four")] });

    await prompt({ temperature: 0.5, max_tokens: 10 });

    expect(requests[0]?.body).toMatchObject({ temperature: 0.5, max_tokens: 10 });
    expect(requests[0]?.headers.authorization).toBe(undefined);
  });

  test.each(["", "/", "/chat/completions"])(
    "goes to the same place when the endpoint ends in %j",
    async (end) => {
      const { url, requests } = await start({ answers: [says("four")] });
      const endpoint = { endpoint: `${url}${end}`, model: "small-1" };
      const device = createLlmDevice({ endpoint, store: new MemoryStore(), clock: systemClock });
      ends.unshift(() => device.close());

      await device.prompt_complete({ prompt: "a", temperature: 0, max_tokens: 0 }, hostCall);

      expect(requests[0]?.url).toBe("/v1/chat/completions");
    },
  );

  test("answered in parts gives their text", async () => {
    const parts = [{ type: "text", text: "fo" }, { type: "other" }, { type: "text", text: "ur" }];
    const { prompt } = await start({ answers: [says(parts)] });

    expect(await prompt()).toEqual({ content: "four" });
  });

  test("answered with empty text gives that", async () => {
    const { prompt } = await start({ answers: [says("")] });

    expect(await prompt()).toEqual({ content: "" });
  });

  test.each([
    [{ max_tokens: -1 }, "max_tokens is -1, expected 0 or more"],
    [{ temperature: -0.1 }, "temperature is -0.1, expected 0 or more"],
    [{ temperature: Number.NaN }, "temperature is NaN, expected 0 or more"],
  ])("with %j isn't sent", async (request, reason) => {
    const { prompt, requests } = await start({ answers: [says("four")] });

    await expect(prompt(request)).rejects.toMatchObject({
      code: "invalid",
      message: `Cannot complete the prompt: ${reason}`,
    });
    expect(requests).toEqual([]);
  });
});

describe("without a usable endpoint", () => {
  test("the message says what to configure", async () => {
    const device = createLlmDevice({ store: new MemoryStore(), clock: systemClock });
    ends.push(() => device.close());

    await expect(
      device.prompt_complete({ prompt: "a", temperature: 0, max_tokens: 0 }, hostCall),
    ).rejects.toMatchObject({
      code: "unavailable",
      message:
        "Cannot complete the prompt: no model is configured. Hint: set llm.endpoint and llm.model in host.yaml",
    });
  });

  test.each(["api.example.com", "ftp://example.com", ""])(
    "%j is refused when the device is made",
    (endpoint) => {
      const store = new MemoryStore();
      const options = { endpoint: { endpoint, model: "m" }, store, clock: systemClock };

      expect(() => createLlmDevice(options)).toThrow(
        new TypeError(`Cannot use model endpoint "${endpoint}": expected an http or https URL`),
      );
    },
  );

  test("one that nobody listens on can't be reached, however often it is tried", async () => {
    const { url, prompt } = await start({ answers: [says("four")], retries: 0 });
    await ends.pop()?.();

    await expect(prompt()).rejects.toMatchObject({
      code: "unavailable",
      message: "Cannot complete the prompt: the model's endpoint can't be reached (ECONNREFUSED)",
    });
    expect(url).toMatch(/^http:/);
  });
});

describe("an endpoint that refuses", () => {
  test.each([
    [
      { status: 401, body: { error: { message: "Incorrect API key provided: sk-1" } } },
      "unavailable",
      "the model's endpoint refused the key (status 401). Hint: check llm.key in host.yaml",
    ],
    [
      { status: 400, body: { error: { message: "too\nlong,  sk-1" } } },
      "invalid",
      "the model's endpoint answered with status 400: too long, [key]",
    ],
    [
      { status: 404, body: { error: "no model small-1" } },
      "unavailable",
      "the model's endpoint answered with status 404: no model small-1",
    ],
    [
      { status: 418, body: "<html>teapot</html>" },
      "unavailable",
      "the model's endpoint answered with status 418",
    ],
    [
      { status: 307, headers: { location: "http://127.0.0.1:1/" } },
      "unavailable",
      "the model's endpoint answered with status 307",
    ],
    [{ body: "{ not json" }, "unavailable", "the answer of the model's endpoint isn't JSON"],
    [{ body: {} }, "unavailable", "the answer of the model's endpoint holds no text"],
    [{ body: { choices: [] } }, "unavailable", "the answer of the model's endpoint holds no text"],
    [{ body: [null, 1] }, "unavailable", "the answer of the model's endpoint holds no text"],
    [
      { body: { choices: [{ finish_reason: "length", message: { content: null } }] } },
      "unavailable",
      "the model said nothing within max_tokens. Hint: raise max_tokens",
    ],
    [
      { body: { choices: [{ message: { content: null, refusal: "I can't" } }] } },
      "unavailable",
      "the model refused to answer",
    ],
  ] as [ScriptedAnswer, string, string][])("%j", async (answer, code, reason) => {
    const { prompt, requests } = await start({ answers: [answer, says("four")], key: "sk-1" });

    await expect(prompt()).rejects.toMatchObject({
      code,
      message: `Cannot complete the prompt: ${reason}`,
    });
    expect(requests).toHaveLength(1);
    expect(await prompt()).toEqual({ content: "four" });
  });

  test("an answer without end is cut off", async () => {
    const { prompt } = await start({ answers: [says("x".repeat(17 * 1024 * 1024)), says("four")] });

    await expect(prompt()).rejects.toMatchObject({
      code: "too_large",
      message:
        "Cannot complete the prompt: the answer of the model's endpoint is longer than 16 MiB",
    });
    expect(await prompt()).toEqual({ content: "four" });
  });
});

describe("an endpoint that is busy", () => {
  test.each([408, 429, 500, 502, 503, 504])("status %i is tried again", async (status) => {
    const { clock, waits } = hastyClock();
    const { prompt, requests } = await start({ answers: [{ status }, says("four")], clock });

    expect(await prompt()).toEqual({ content: "four" });

    expect(requests).toHaveLength(2);
    expect(waits).toEqual([500]);
  });

  test("a connection that breaks is tried again", async () => {
    const { clock } = hastyClock();
    const broken = { ...says("lost"), breaks: true };
    const { prompt } = await start({ answers: [broken, says("four")], clock });

    expect(await prompt()).toEqual({ content: "four" });
  });

  test("it says when to come again", async () => {
    const { clock, waits } = hastyClock();
    const answers = [
      { status: 429, headers: { "retry-after": "7" } },
      { status: 503, headers: { "retry-after": new Date(9000).toUTCString() } },
      { status: 503, headers: { "retry-after-ms": "250" } },
      says("four"),
    ];
    const { prompt } = await start({ answers, clock, retries: 3 });

    expect(await prompt()).toEqual({ content: "four" });

    expect(waits).toEqual([7000, 9000, 250]);
  });

  test("after the last attempt its answer is told", async () => {
    const { clock, waits } = hastyClock();
    const busy = { status: 429, body: { error: { message: "slow down" } } };
    const { prompt, requests } = await start({ answers: [busy], clock, retries: 2 });

    await expect(prompt()).rejects.toMatchObject({
      code: "unavailable",
      message:
        "Cannot complete the prompt: the model's endpoint answered with status 429: slow down",
    });
    expect(requests).toHaveLength(3);
    expect(waits).toEqual([500, 500]);
  });

  test("it isn't waited for when that takes longer than the call has", async () => {
    const clock = new ManualClock();
    const answers = [{ status: 429, headers: { "retry-after": "30" } }, says("four")];
    const { prompt, requests } = await start({ answers, clock });

    await expect(prompt({}, { deadlineNs: toNs(10_000) })).rejects.toMatchObject({
      code: "unavailable",
      message: "Cannot complete the prompt: the model's endpoint answered with status 429",
    });
    expect(requests).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });
});

describe("an endpoint that stays silent", () => {
  test("is a timeout when the call's time is over, and the next prompt works", async () => {
    const { prompt } = await start({ answers: [{ hangs: true }, says("four")] });

    await expect(prompt({}, { deadlineNs: toNs(Date.now() + 200) })).rejects.toMatchObject({
      code: "timeout",
      message: expect.stringMatching(
        /^Cannot complete the prompt: no answer within (1\d\d|200) ms$/,
      ),
    });
    expect(await prompt()).toEqual({ content: "four" });
  });

  test("without a deadline is given up after ten minutes", async () => {
    const clock = new ManualClock();
    const { prompt, requests } = await start({ answers: [{ hangs: true }], clock });
    const told = expect(prompt()).rejects.toMatchObject({
      code: "timeout",
      message: "Cannot complete the prompt: no answer within 600000 ms",
    });
    await expect.poll(() => requests.length).toBe(1);

    clock.advance(600_000);

    await told;
    expect(clock.pending).toBe(0);
  });

  test("is let go of when the device closes", async () => {
    const { prompt, device, requests } = await start({ answers: [{ hangs: true }] });
    const told = expect(prompt()).rejects.toMatchObject({
      code: "closed",
      message: "Cannot complete the prompt: the skill is closed",
    });
    await expect.poll(() => requests.length).toBe(1);

    await device.close();

    await told;
    await expect(prompt()).rejects.toMatchObject({ code: "closed" });
  });

  test("is let go of while it is waited for, too", async () => {
    const clock = new ManualClock();
    const { prompt, device } = await start({ answers: [{ status: 503 }], clock });
    const told = expect(prompt()).rejects.toMatchObject({ code: "closed" });
    await expect.poll(() => clock.pending).toBe(2);

    await device.close();

    await told;
    expect(clock.pending).toBe(0);
  });
});

describe("the conversation", () => {
  async function withHistory() {
    const store = new MemoryStore();
    for (const content of ["a", "b", "c"]) {
      store.appendHistory("s1", { role: content === "b" ? "assistant" : "user", content });
    }
    store.appendHistory("other", { role: "user", content: "secret" });
    const device = createLlmDevice({ store, clock: systemClock });
    return async (filter: string, call: Partial<HostCall> = {}) =>
      device.history_get({ filter }, { ...hostCall, ...call });
  }

  test("is the session's, as the filter says", async () => {
    const history = await withHistory();

    expect((await history("")).map(({ content }) => content)).toEqual(["a", "b", "c"]);
    expect(await history("last:1")).toEqual([{ role: "user", content: "c" }]);
    expect(await history("role:assistant")).toEqual([{ role: "assistant", content: "b" }]);
  });

  test("is the model's own session's when there is one, and empty in a new one", async () => {
    const history = await withHistory();

    expect(await history("", { sessionId: "new", llmSessionId: "s1" })).toHaveLength(3);
    expect(await history("", { sessionId: "new" })).toEqual([]);
  });

  test("a filter that is none is invalid, and the next one works", async () => {
    const history = await withHistory();

    await expect(history("first:1")).rejects.toMatchObject({
      code: "invalid",
      message: 'Cannot read history filter "first:1": expected "last:<count>" or "role:<name>"',
    });
    expect(await history("last:0")).toEqual([]);
  });
});
