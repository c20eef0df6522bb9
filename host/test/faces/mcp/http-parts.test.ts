import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ReplayBuffer } from "../../../faces/mcp/http/replay-buffer.js";
import { isLoopback } from "../../../listen/is-loopback.js";
import { RateLimit } from "../../../listen/rate-limit.js";
import { TokenList } from "../../../token-list.js";

describe("a rate limit", () => {
  test("gives a burst, then as many as come back", () => {
    let nowMs = 0;
    const limit = new RateLimit({ perSecond: 2, burst: 3, now: () => nowMs });
    const take = () => limit.take("a");
    expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
    nowMs = 499;
    expect([limit.has("a"), take()]).toEqual([false, false]);
    nowMs = 1000;
    expect([take(), take(), take()]).toEqual([true, true, false]);
    nowMs = 1_000_000;
    expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
  });

  test("keeps names apart", () => {
    const limit = new RateLimit({ perSecond: 1, burst: 1, now: () => 0 });
    expect([limit.take("a"), limit.take("a"), limit.take("b")]).toEqual([true, false, true]);
  });
});

describe("what a client may ask for again", () => {
  const message = (id: number, text = "") => ({ jsonrpc: "2.0" as const, id, result: { text } });

  async function replayed(buffer: ReplayBuffer, after: string): Promise<unknown[]> {
    const ids: unknown[] = [];
    await buffer.replayEventsAfter(after, {
      send: async (_id, each) => void ids.push((each as { id?: unknown }).id),
    });
    return ids;
  }

  test("is what came later on its own stream, in order", async () => {
    const buffer = new ReplayBuffer();
    const first = await buffer.storeEvent("s", {} as never);
    await buffer.storeEvent("other", message(1));
    await buffer.storeEvent("s", message(2));
    await buffer.storeEvent("s", message(3));
    expect(await replayed(buffer, first)).toEqual([2, 3]);
    expect(await buffer.getStreamIdForEventId(first)).toBe("s");
  });

  test("is bounded by number and by length", async () => {
    const buffer = new ReplayBuffer();
    const first = await buffer.storeEvent("s", message(0));
    for (let id = 1; id <= 150; id++) await buffer.storeEvent("s", message(id));
    expect((await replayed(buffer, first)).length).toBe(100);
    for (let id = 1; id <= 3; id++) await buffer.storeEvent("s", message(id, "x".repeat(400_000)));
    expect(await replayed(buffer, first)).toEqual([2, 3]);
  });

  test.each(["", "x", "1", "-s", "9999-s"])("is nothing after %j", async (id) => {
    const buffer = new ReplayBuffer();
    await buffer.storeEvent("s", message(1));
    expect(await replayed(buffer, id)).toEqual([]);
  });
});

test("a token is found by its digest only", () => {
  const sha256 = createHash("sha256").update("secret").digest("hex");
  const ada = { name: "ada", sha256, mcp: [], role: "viewer" as const };
  const tokens = new TokenList([ada]);
  expect(tokens.find("secret")).toBe(ada);
  expect([tokens.find(""), tokens.find(sha256), tokens.find("Secret")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([tokens.isEmpty, new TokenList([]).isEmpty]).toEqual([false, true]);
});

test.each([
  ["127.0.0.1", true],
  ["127.1.2.3", true],
  ["::1", true],
  ["localhost", true],
  ["0.0.0.0", false],
  ["::", false],
  ["192.168.1.1", false],
  ["localhost.example", false],
  ["example", false],
])("%s is loopback: %s", (host, want) => {
  expect(isLoopback(host)).toBe(want);
});
