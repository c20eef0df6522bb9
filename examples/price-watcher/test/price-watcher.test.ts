import { createMockHost } from "@luminarys/sdk-as/testing";
import { describe, expect, test } from "vitest";
import skill from "../assembly?skill";
import { tour } from "./tour.js";

const manifest = new URL("../manifest.yaml", import.meta.url);
const quotesUrl = "wss://feed.example.com/quotes";

const createHost = () => createMockHost({ skill, manifest });

const alert = (symbol: string, price: number) => ({
  type: "emit_event",
  payload: { topic: "prices.alert", payload: { symbol, price } },
});

describe("a price that is watched", () => {
  test("is asked for, kept, and told once when it reaches its limit", () => {
    const host = createHost();
    const feed = host.sockets.open("feed");
    host.call("watch", { symbol: "TEA", limit: 7.5 });
    const told = ["7.25", "7.5", "8", "7", "9"].map(
      (price) => host.call("on_feed", { message: `TEA ${price}` }).commands,
    );
    expect(told).toEqual([[], [alert("TEA", 7.5)], [], [], [alert("TEA", 9)]]);
    feed.send("TEA 9.5");
    expect(feed.texts).toEqual(["subscribe TEA"]);
    expect(host.call("last").value).toEqual({ TEA: 9.5 });
  });

  test("is asked for again after each connection", () => {
    const host = createHost();
    const feed = host.sockets.open("feed");
    host.call("watch", { symbol: "TEA", limit: 7.5 });
    host.call("watch", { symbol: "CUPS", limit: 2 });
    feed.reset();
    const again = host.sockets.open("feed");
    again.send("hello");
    expect(again.texts).toEqual(['{"subscribe":["TEA","CUPS"]}']);
  });

  test("follows later when the feed isn't connected", () => {
    const host = createHost();
    const { error, llmContext } = host.call("watch", { symbol: "TEA", limit: 7.5 });
    expect([error, llmContext]).toEqual([
      undefined,
      "The feed isn't connected; it follows when it is.",
    ]);
  });

  test("is taken up after a restart", () => {
    const host = createHost();
    host.call("watch", { symbol: "TEA", limit: 7.5 });
    const later = createHost();
    later.kv.set("prices.watchlist", host.kv.get("prices.watchlist"));
    later.call("load");
    const feed = later.sockets.open("feed");
    feed.send("hello");
    expect(feed.texts).toEqual(['{"subscribe":["TEA"]}']);
  });
});

describe("the feed's messages", () => {
  test.each(["", "TEA", "TEA x", "TEA 1 2", " 7", "TEA NaN"])("%j is ignored", (message) => {
    const host = createHost();
    const feed = host.sockets.open("feed");
    host.call("watch", { symbol: "TEA", limit: 1 });
    feed.send(message);
    feed.send("TEA 7");
    expect(host.call("last").value).toEqual({ TEA: 7 });
    expect(host.log.lines.map((line) => line.message)).toEqual([
      `Ignored "${message}": expected a symbol and a price`,
    ]);
  });

  test("of what nobody watches are passed over", () => {
    const host = createHost();
    host.sockets.open("feed").send("CUPS 3");
    expect(host.call("last").value).toEqual({});
    expect(host.log.lines).toEqual([]);
  });
});

describe("a quote", () => {
  test("is asked over a socket that is connected on demand, and stays so", () => {
    const host = createHost();
    host.ws.on(quotesUrl).reply(({ data }) => `${new TextDecoder().decode(data)} 7.25`);
    expect(host.call("quote", { symbol: "TEA" }).value).toBe(7.25);
    expect(host.call("quote", { symbol: "CUPS" }).value).toBe(7.25);
    expect(host.sockets.connections).toHaveLength(1);
  });

  test("that never comes is an error after five seconds", () => {
    const host = createHost();
    host.ws.on(quotesUrl).accept();
    expect(host.call("quote", { symbol: "TEA" }).error).toBe(
      'Cannot receive from socket "quotes": no message within 5000 ms',
    );
  });

  test("of something else is an error", () => {
    const host = createHost();
    host.ws.on(quotesUrl).reply("CUPS 3");
    expect(host.call("quote", { symbol: "TEA" }).error).toBe(
      "Cannot quote TEA: the server answered something else",
    );
  });

  test("says why its server isn't reached, and the next one works", () => {
    const host = createHost();
    host.ws.on(quotesUrl).refuse().once().reply("TEA 7");
    expect(host.call("quote", { symbol: "TEA" })).toFailWith("connection refused");
    expect(host.call("quote", { symbol: "TEA" }).value).toBe(7);
  });
});

test("every failure of the host is told, none is a trap", () => {
  createHost().faults.campaign(tour).demandNone();
});
