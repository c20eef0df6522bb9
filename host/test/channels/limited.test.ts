import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import type { Channel, JsonObject } from "../../channels/channel.js";
import { limited } from "../../channels/limited.js";
import { startWebSocketServer } from "../../channels/start-web-socket-server.js";
import { createMemoryPair, quiet, withResolvers } from "./pairs.js";

/** A channel that takes a frame when the test says so. */
function createHeld(): { channel: Channel<string>; takeOne: () => void; taken: string[] } {
  const waiting: (() => void)[] = [];
  const taken: string[] = [];
  const channel: Channel<string> = {
    closed: false,
    onClose: () => {},
    onFrame: () => {},
    close: async () => {},
    send: async (frame) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      taken.push(frame);
    },
  };
  return { channel, taken, takeOne: () => waiting.shift()?.() };
}

describe("maxBytes", () => {
  test.each<[string, unknown, unknown]>([
    ["text in UTF-8", "éé", "ééx"],
    ["bytes", new Uint8Array(4), new Uint8Array(5)],
    ["objects as JSON", {}, { a: 1 }],
  ])("counts %s", async (_, fits, doesNot) => {
    const { near, far } = createMemoryPair<unknown>();
    const bounded = limited(near, { maxBytes: 4 });
    const heard = new Promise((resolve) => far.onFrame(resolve));
    const message = "Cannot send a frame: it has more than 4 bytes";
    await expect(bounded.send(doesNot)).rejects.toMatchObject({ code: "too_large", message });
    await bounded.send(fits);
    expect(await heard).toBe(fits);
    await bounded.close();
  });

  test("closes when a larger frame comes, after those before it", async () => {
    const { near, far } = createMemoryPair<string>();
    const bounded = limited(far, { maxBytes: 4 });
    const heard: string[] = [];
    bounded.onFrame((frame) => {
      heard.push(frame);
    });
    const reason = new Promise((resolve) => near.onClose(resolve));
    for (const frame of ["four", "fives"]) await near.send(frame);
    expect(await reason).toBe("a frame of more than 4 bytes");
    expect([heard, bounded.closed]).toEqual([["four"], true]);
  });

  test("closes a WebSocket with 1009", async () => {
    const server = await startWebSocketServer({
      path: "/",
      onChannel: (channel) => limited(channel, { maxBytes: 4 }).onFrame(() => {}),
      ...quiet,
    });
    const client = new WebSocket(server.url);
    const code = new Promise((resolve) => client.on("close", resolve));
    client.on("open", () => client.send("fives"));
    expect(await code).toBe(1009);
    await server.close();
  });
});

describe("queue", () => {
  test("refuses frames while so many wait to be taken, and takes them again after", async () => {
    const { channel, takeOne, taken } = createHeld();
    const bounded = limited(channel, { queue: 2 });
    const first = bounded.send("1");
    const second = bounded.send("2");
    const message = "Cannot send a frame: 2 others wait to be taken";
    await expect(bounded.send("3")).rejects.toMatchObject({ code: "full", message });
    takeOne();
    await first;
    const fourth = bounded.send("4");
    takeOne();
    takeOne();
    await Promise.all([second, fourth]);
    expect(taken).toEqual(["1", "2", "4"]);
  });

  test("counts no frames whose sending failed", async () => {
    const { near } = createMemoryPair<JsonObject>();
    const failing: Channel<JsonObject> = {
      closed: false,
      onFrame: () => {},
      onClose: () => {},
      close: () => near.close(),
      send: () => Promise.reject(new Error("not now")),
    };
    const bounded = limited(failing, { queue: 1 });
    for (let i = 0; i < 3; i++) await expect(bounded.send({})).rejects.toThrow("not now");
  });
});

describe("idleMs", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("closes when no frame comes or goes for so long", async () => {
    const { near, far } = createMemoryPair<string>();
    const bounded = limited(near, { idleMs: 1000 });
    const reason = new Promise((resolve) => far.onClose(resolve));
    await vi.advanceTimersByTimeAsync(999);
    expect(bounded.closed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await reason).toBe("idle for 1000 ms");
  });

  test("begins anew with each frame in either direction", async () => {
    const { near, far } = createMemoryPair<string>();
    const bounded = limited(near, { idleMs: 1000 });
    bounded.onFrame(() => {});
    far.onFrame(() => {});
    await vi.advanceTimersByTimeAsync(900);
    await bounded.send("out");
    await vi.advanceTimersByTimeAsync(900);
    await far.send("in");
    await vi.advanceTimersByTimeAsync(900);
    expect(bounded.closed).toBe(false);
    await vi.advanceTimersByTimeAsync(101);
    expect(bounded.closed).toBe(true);
  });

  test("doesn't count the time that a handler needs", async () => {
    const { near, far } = createMemoryPair<string>();
    const bounded = limited(near, { idleMs: 1000 });
    const { promise, resolve } = withResolvers<void>();
    bounded.onFrame(() => promise);
    await far.send("slow");
    await vi.advanceTimersByTimeAsync(5000);
    expect(bounded.closed).toBe(false);
    resolve();
    await vi.advanceTimersByTimeAsync(999);
    expect(bounded.closed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(bounded.closed).toBe(true);
  });

  test("leaves no timer behind", async () => {
    const { near, far } = createMemoryPair<string>();
    limited(near, { idleMs: 1000 });
    await far.close();
    await near.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});
