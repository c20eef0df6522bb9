import { Worker } from "node:worker_threads";
import { decodeMessage, type Maybe } from "@luminarys/sdk-as/engine";
import { afterEach, describe, expect, it } from "vitest";
import { type AnswerHostCall, ASK, BridgeServer, createBridgeEnds } from "../../worker/bridge.js";
import { createWords, word } from "../../worker/shared-words.js";

const MIB = 1024 * 1024;

interface Told {
  readonly bytes: number;
  readonly length: number;
  /** Whether each answer of the request's length was the request. */
  readonly matches: boolean;
  readonly start: Uint8Array;
}

interface Asking {
  readonly bytes: number;
  readonly times: number;
}

const threads: Worker[] = [];

afterEach(() => Promise.all(threads.splice(0).map((thread) => thread.terminate())));

/** A thread that asks, and the end that answers it. */
function open(requests: readonly Asking[], serve: AnswerHostCall) {
  const ends = createBridgeEnds(createWords());
  const server = new BridgeServer(ends, serve);
  const url = new URL("asking-thread.js", import.meta.url);
  const thread = new Worker(url, { workerData: { ends, requests }, execArgv: [] });
  threads.push(thread);
  const told = new Promise<Told[]>((resolve, reject) => {
    const all: Told[] = [];
    thread.on("error", reject);
    thread.on("message", (message: typeof ASK | Told) => {
      if (message === ASK) server.answer();
      else if (all.push(message) === requests.length) resolve(all);
    });
  });
  return { ends, server, thread, told };
}

const echo = (_: string, request: Uint8Array): Maybe<Uint8Array> => request;

describe("the bridge", () => {
  it("answers 100,000 requests, each with its own answer", async () => {
    const { told } = open([{ bytes: 64, times: 100_000 }], echo);
    expect(await told).toMatchObject([{ length: 64, matches: true }]);
  });

  it("carries messages of 0 bytes to 64 MiB both ways, small ones after large ones too", async () => {
    const sizes = [0, 1, 65_535, 65_536, 65_537, MIB + 1, 64 * MIB, 3];
    const { told } = open(
      sizes.map((bytes) => ({ bytes, times: 2 })),
      echo,
    );
    const wanted = sizes.map((bytes) => ({ bytes, length: bytes, matches: true }));
    expect((await told).map(({ start: _, ...rest }) => rest)).toEqual(wanted);
  });

  it("sleeps until a device that takes its time has answered", async () => {
    const names: string[] = [];
    const { told } = open([{ bytes: 8, times: 50 }], async (name, request) => {
      names.push(name);
      await new Promise((resolve) => setImmediate(resolve));
      return request;
    });
    expect(await told).toMatchObject([{ matches: true }]);
    expect(names).toEqual(Array(50).fill("http_get"));
  });

  it("answers with an error what is larger than it can carry", async () => {
    const huge = { bytes: 513 * MIB, times: 1 };
    const { told } = open([huge, { bytes: 8, times: 1 }, { bytes: 9, times: 1 }], (_, request) =>
      request.length === 8 ? new Uint8Array(513 * MIB) : request,
    );
    const [asked, answered, fine] = await told;
    expect(decodeMessage(asked?.start as Uint8Array)).toEqual({
      error: "Cannot call http_get: the request is larger than 512 MiB",
      error_code: "too_large",
    });
    expect(decodeMessage(answered?.start as Uint8Array)).toEqual({
      error: "Cannot call http_get: the answer is larger than 512 MiB",
      error_code: "too_large",
    });
    expect(fine).toMatchObject({ length: 9, matches: true });
  });

  it("lets its thread be ended while it sleeps, and drops the answer that comes then", async () => {
    const device = createDevice();
    const { ends, server, thread } = open([{ bytes: 8, times: 1 }], device.serve);
    await device.asked;
    expect(server.busy).toBe(true);
    await thread.terminate();
    server.close();
    device.answer(Uint8Array.of(1, 2, 3));
    await new Promise((resolve) => setImmediate(resolve));
    expect(new Int32Array(ends.words)[word.length]).toBe(8);
    expect(server.busy).toBe(false);
  });
});

/** Answers when it is told to. */
function createDevice() {
  let heard = (): void => {};
  let answer = (_: Uint8Array): void => {};
  const asked = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const answered = new Promise<Uint8Array>((resolve) => {
    answer = resolve;
  });
  const serve = () => {
    heard();
    return answered;
  };
  return { serve, asked, answer };
}
