import { createMockHost, type MockHost } from "@luminarys/sdk-as/testing";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildSkill } from "../support/build-skill.js";
import { listenerSource } from "./listener-skill.js";

let skill: Uint8Array;
let host: MockHost;

beforeAll(async () => {
  skill = (await buildSkill(listenerSource)).wasm;
});

beforeEach(() => {
  host = createMockHost({ skill });
});

const heard = () => host.call("heard").value as string[];

describe("events of connections", () => {
  test("arrive in order on each of a hundred, ten thousand in all", () => {
    host = createMockHost({ skill, limits: { connections: 100 } });
    const numbers = Array.from({ length: 100 }, (_, i) => String(i));
    for (const number of numbers) {
      const everyMs = 1 + (Number(number) % 7);
      host.tcp.on(`feed-${number}:1`).accept((peer) => peer.send(numbers, { everyMs }));
    }
    const ids = numbers.map((number) => host.call("listen", { addr: `feed-${number}:1` }).value);
    host.runUntilIdle();
    const lines = heard();
    expect(lines.length).toBe(10_000);
    const saidBy = (id: unknown) => lines.filter((line) => line.startsWith(`${id} `));
    const wrong = ids.filter(
      (id) => saidBy(id).join() !== numbers.map((number) => `${id} ${number}`).join(),
    );
    expect(wrong).toEqual([]);
    expect(lines.slice(0, 3)).toEqual(["tcp-1 0", "tcp-2 0", "tcp-3 0"]);
  });

  test("that come while a call runs wait until it has ended", () => {
    host.tcp.on("feed:1").accept((peer) => peer.wait(10).send("early").wait(10).send("late"));
    host.call("listen", { addr: "feed:1" });
    host.fs.write("/data/a", "content");
    host.fs.slow(15, "/data/*");
    host.call("read_slowly", { path: "/data/a" });
    expect(heard()).toEqual(["begins", "ends", "tcp-1 early"]);
    host.runUntilIdle();
    expect(heard()).toEqual(["tcp-1 late"]);
  });

  test("are handled after a callback that answers with an error, or throws", () => {
    host.tcp.on("feed:1").accept((peer) => peer.send(["fail", "a", "throw", "b"], { everyMs: 1 }));
    host.tcp.on("feed:2").accept((peer) => peer.wait(2).send("c"));
    for (const addr of ["feed:1", "feed:2"]) host.call("listen", { addr });
    host.clock.advance(1);
    expect(heard()).toEqual(["tcp-1 a"]);
    host.runUntilIdle();
    expect(heard()).toEqual(["tcp-2 c", "tcp-1 b"]);
    expect(host.events.map(({ error }) => error)).toEqual([
      "failed by tcp-1",
      undefined,
      "thrown at by tcp-1",
      undefined,
      undefined,
    ]);
    expect(host.crashes.map(({ method }) => method)).toEqual(["on_data"]);
    expect(host.connections.map(({ isOpen }) => isOpen)).toEqual([true, true]);
  });
});

describe("removing a skill", () => {
  test("ends its connections and timers, and leaves those of others and what is stored", () => {
    host = createMockHost({ skill: { one: skill, two: skill } });
    host.tcp.on("feed:1").accept((peer) => peer.wait(50).send("late"));
    for (const skill of ["one", "two"]) {
      host.call("listen", { addr: "feed:1" }, { skill });
      host.call("remind", { delay_ms: 100 }, { skill });
    }
    host.remove("one");
    expect(host.connections.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    host.runUntilIdle();
    expect(host.events.map(({ skillId, method }) => [skillId, method])).toEqual([
      ["two", "on_data"],
      ["two", "on_time"],
    ]);
    const stored = host.engine.store.listSchedules("one");
    expect(stored).toMatchObject([{ skillId: "one", method: "on_time" }]);
    expect(host.engine.store.listSchedules("two")).toEqual([]);
    expect(() => host.call("heard", {}, { skill: "one" })).toThrow(
      'Cannot find skill "one": this engine has "two"',
    );
    expect(host.call("heard", {}, { skill: "two" }).value).toEqual(["tcp-2 late", "reminded"]);
  });
});
