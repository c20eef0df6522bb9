import { Worker } from "node:worker_threads";
import type { RunnerCall } from "@luminarys/sdk-as/engine";
import { afterEach, describe, expect, it } from "vitest";
import { createDoorEnds, MainDoor, ThreadDoor } from "../../worker/door.js";
import { createWords } from "../../worker/shared-words.js";

const KIB = 1024;

function open() {
  const ends = createDoorEnds(createWords());
  return { ends, main: new MainDoor(ends), thread: new ThreadDoor(ends) };
}

function callOf(parts: Partial<RunnerCall> = {}): RunnerCall {
  const texts = {
    requestId: "é\ud800😀",
    traceId: "ÿ",
    sessionId: "",
    llmSessionId: "",
    callerId: "x",
  };
  const call = { ...texts, deadlineNs: 0, ...parts.call };
  return { method: "run", payload: Uint8Array.of(0x80), ...parts, call };
}

const plain = { value: new Uint8Array(), error: undefined, llmContext: undefined };

const threads: Worker[] = [];
afterEach(() => Promise.all(threads.splice(0).map((thread) => thread.terminate())));

describe("the door", () => {
  it.each([
    ["without anything", callOf({ payload: new Uint8Array() })],
    ["with state", callOf({ call: { state: Uint8Array.of(1, 2), deadlineNs: 7 } })],
    ["with a deadline beyond safe integers", callOf({ call: { deadlineNs: 2n ** 64n - 1n } })],
    [
      "with long texts",
      callOf({ method: "é".repeat(99), call: { sessionId: "\u20ac".repeat(99) } }),
    ],
  ])("hands over calls %s unchanged, with others before and behind", (_, call) => {
    const { main, thread } = open();
    thread.open();
    const calls = [callOf({ method: "first" }), call, callOf({ method: "last" })];
    expect(main.call({ calls, epochMs: 12.345 })).toBe(true);
    expect(thread.wait(0)).toEqual({ calls, epochMs: 12.345 });
  });

  it.each([
    ["without anything", { ...plain, state: undefined, commands: [] }],
    ["with an error", { ...plain, error: "no", state: undefined, commands: [] }],
    [
      "with state and commands",
      {
        value: Uint8Array.of(5),
        error: undefined,
        llmContext: "ctx",
        state: Uint8Array.of(1),
        commands: [
          { type: "emit_event", payload: Uint8Array.of(2, 3) },
          { type: "", payload: new Uint8Array() },
        ],
      },
    ],
  ])("brings back an answer %s unchanged", (_, answer) => {
    const { main, thread } = open();
    expect(thread.putAnswer(answer)).toBe(true);
    expect(main.takeAnswer()).toEqual(answer);
  });

  it("leaves what doesn't fit to messages, and carries what comes then", () => {
    const { main, thread } = open();
    const large = new Uint8Array(64 * KIB);
    thread.open();
    expect(main.call({ calls: [callOf({ payload: large })], epochMs: 0 })).toBe(false);
    expect(thread.putAnswer({ ...plain, value: large, state: undefined, commands: [] })).toBe(
      false,
    );
    expect(main.call({ calls: [callOf()], epochMs: 1 })).toBe(true);
    expect(thread.wait(0)).toEqual({ calls: [callOf()], epochMs: 1 });
  });

  it("takes no call before a thread waits, after it has left, or a second one", () => {
    const { main, thread } = open();
    const taken = () => main.call({ calls: [callOf()], epochMs: 0 });
    expect(taken()).toBe(false);
    thread.open();
    expect(thread.wait(1)).toBeUndefined();
    expect(taken()).toBe(false);
    thread.open();
    expect([taken(), taken()]).toEqual([true, false]);
  });

  it("sends a thread back to its event loop, and doesn't take a call from it", () => {
    const { main, thread } = open();
    thread.open();
    main.shut();
    expect(thread.wait(60_000)).toBeUndefined();
    thread.open();
    main.call({ calls: [callOf()], epochMs: 0 });
    main.shut();
    expect(thread.wait(0)).toMatchObject({ calls: [callOf()] });
  });

  it("loses and repeats none of 100,000 calls, while the thread keeps leaving", async () => {
    const { ends, main } = open();
    const url = new URL("door-thread.js", import.meta.url);
    const thread = new Worker(url, { workerData: ends, execArgv: [] });
    threads.push(thread);
    const got: number[] = [];
    const next = (n: number) => {
      const calls = { calls: [callOf({ method: `${n}` })], epochMs: n };
      if (!main.call(calls)) thread.postMessage(calls);
    };
    await new Promise<void>((resolve, reject) => {
      thread.on("error", reject);
      thread.on("message", () => {
        const { value } = main.takeAnswer();
        if (got.push(new DataView(value.buffer).getUint32(0)) === 100_000) resolve();
        else next(got.length);
      });
      next(0);
    });
    expect(got).toEqual(Array.from({ length: 100_000 }, (_, n) => n));
  });
});
