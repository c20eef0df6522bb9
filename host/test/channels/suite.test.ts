import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Channel } from "../../channels/channel.js";
import { channelSuite } from "../../channels/suite/channel-suite.js";
import { createMemoryPair } from "./pairs.js";

type Wrap = (channel: Channel<number>) => Channel<number>;

/** Titles of the promises that a channel breaks. */
async function brokenPromises(wrap: Wrap, patienceMs: number): Promise<string[]> {
  const tests: { title: string; run: () => Promise<void> }[] = [];
  channelSuite<number>({
    name: "broken",
    describe: (_, run) => run(),
    test: (title, run) => tests.push({ title, run }),
    createPair: () => {
      const { near, far } = createMemoryPair<number>();
      return { near: wrap(near), far: wrap(far) };
    },
    frame: (number) => number,
    numberOf: (frame) => frame,
    carriesReason: true,
    patienceMs,
  });
  const outcomes = await Promise.all(
    tests.map(({ title, run }) =>
      run().then(
        () => [],
        () => [title],
      ),
    ),
  );
  return outcomes.flat();
}

/** The same channel, but for what is replaced. */
function changed(channel: Channel<number>, parts: Partial<Channel<number>>): Channel<number> {
  return {
    get closed() {
      return channel.closed;
    },
    send: (frame) => channel.send(frame),
    onFrame: (handler) => channel.onFrame(handler),
    onClose: (handler) => channel.onClose(handler),
    close: (reason, code) => channel.close(reason, code),
    ...parts,
  };
}

test("a channel that keeps its promises passes", async () => {
  expect(await brokenPromises((channel) => changed(channel, {}), 30_000)).toEqual([]);
});

test.each<[string, Wrap, string]>([
  [
    "doesn't wait for handlers",
    (channel) =>
      changed(channel, {
        onFrame: (handler) =>
          channel.onFrame((frame) => {
            void Promise.resolve(handler(frame)).catch(() => {});
          }),
      }),
    "wait for the handler of the one before",
  ],
  [
    "takes a second handler",
    (channel) => {
      const handlers: ((frame: number) => void | Promise<void>)[] = [];
      return changed(channel, {
        onFrame: (handler) => {
          handlers.push(handler);
          if (handlers.length === 1) channel.onFrame((frame) => handlers.at(-1)?.(frame));
        },
      });
    },
    "have one handler: a second one is refused, the first stays",
  ],
  [
    "sends a frame twice",
    (channel) =>
      changed(channel, {
        send: async (frame) => {
          await channel.send(frame);
          if (frame === 3) await channel.send(frame);
        },
      }),
    "arrive once, in the order of send",
  ],
  [
    "sends after it was closed",
    (channel) => changed(channel, { send: async (frame) => channel.send(frame).catch(() => {}) }),
    "tells both ends once when the near one closes",
  ],
  [
    "tells twice that it was closed",
    (channel) =>
      changed(channel, {
        onClose: (handler) => {
          channel.onClose(handler);
          channel.onClose(handler);
        },
      }),
    "tells both ends once when both close at the same time",
  ],
  [
    "doesn't tell those that come late",
    (channel) =>
      changed(channel, {
        onClose: (handler) => {
          if (!channel.closed) channel.onClose(handler);
        },
      }),
    "tells handlers that come when it is over",
  ],
  [
    "keeps its reason for itself",
    (channel) => changed(channel, { close: () => channel.close() }),
    "tells its reason where the medium can",
  ],
  [
    "stops after a handler that throws",
    (channel) => {
      let isDead = false;
      return changed(channel, {
        onFrame: (handler) =>
          channel.onFrame(async (frame) => {
            if (isDead) return;
            isDead = true;
            await handler(frame);
            isDead = false;
          }),
      });
    },
    "go on after a handler that throws",
  ],
])("a channel that %s is found out", async (_, wrap, title) => {
  expect(await brokenPromises(wrap, 2000)).toContain(title);
});

test("the suite runs with node:test as well", () => {
  const file = fileURLToPath(new URL("suite-with-node-test.js", import.meta.url));
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: "" };
  const options = { encoding: "utf8", env } as const;
  const { status, stdout } = spawnSync(process.execPath, ["--test", file], options);
  expect(stdout).toMatch(/# fail 0/);
  expect(stdout).toMatch(/# pass (1[5-9]|[2-9]\d)/);
  expect(status).toBe(0);
});
