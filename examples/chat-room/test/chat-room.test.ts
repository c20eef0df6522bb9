import { createMockHost } from "@luminarys/sdk-as/testing";
import { describe, expect, test } from "vitest";
import skill from "../assembly?skill";
import { tour } from "./tour.js";

const manifest = new URL("../manifest.yaml", import.meta.url);

const createHost = () => createMockHost({ skill, manifest });

describe("what somebody says", () => {
  test("is heard by everybody in the room", () => {
    const { sockets } = createHost();
    const [ada, ben] = [sockets.open("chat"), sockets.open("chat")];
    ada.send("hello");
    expect([ada.texts, ben.texts]).toEqual([["guest: hello"], ["guest: hello"]]);
  });

  test("comes under the name that the session has chosen, whichever connection it is", () => {
    const { sockets } = createHost();
    const listener = sockets.open("chat");
    sockets.open("chat", { sessionId: "ada's" }).send("/name Ada");
    sockets.open("chat", { sessionId: "ada's" }).send("hello");
    sockets.open("chat").send("hi");
    expect(listener.texts).toEqual(["* guest is Ada now", "Ada: hello", "guest: hi"]);
  });

  test("is nothing when it is empty, and the connection stays", () => {
    const { sockets } = createHost();
    const ada = sockets.open("chat");
    ada.send("  ");
    ada.send("now");
    expect(ada.texts).toEqual(["guest: now"]);
  });

  test("is told to those who ask for it later", () => {
    const { sockets } = createHost();
    sockets.open("chat").send("hello");
    const late = sockets.open("chat");
    late.send("/recent");
    expect(late.texts.map((text) => JSON.parse(text))).toEqual([
      { notice: "", lines: ["guest: hello"] },
    ]);
  });
});

describe("only the sender hears that", () => {
  test.each([
    ["/name ", "There are /name <name> and /recent"],
    [`/name ${"x".repeat(33)}`, "A name has at most 32 letters"],
    ["/name a:b", "A name has no such signs"],
    ["/quit", "There are /name <name> and /recent"],
    ["x".repeat(2001), "At most 2000 characters go at once"],
  ])("%j isn't taken", (message, notice) => {
    const { sockets } = createHost();
    const [ada, ben] = [sockets.open("chat"), sockets.open("chat")];
    ada.send(message);
    expect(ada.texts.map((text) => JSON.parse(text))).toEqual([{ notice, lines: [] }]);
    expect(ben.texts).toEqual([]);
  });
});

test("binary is refused and told to the log, and the connection stays", () => {
  const { sockets } = createHost();
  const ada = sockets.open("chat");
  ada.send(Uint8Array.of(1));
  ada.send("hello");
  expect(ada.texts).toEqual(["guest: hello"]);
  expect(sockets.failures).toEqual([
    'Cannot handle a message of socket "chat": "room.say" takes text, and the message is binary',
  ]);
});

describe("a model", () => {
  test("announces, and learns how many have heard it", () => {
    const host = createHost();
    const [ada, ben] = [host.sockets.open("chat"), host.sockets.open("chat")];
    ben.end();
    expect(host.call("announce", { text: "closing time" }).value).toBe(1);
    expect([ada.texts, ben.texts]).toEqual([["* closing time"], []]);
  });

  test("reads the last 50 lines", () => {
    const host = createHost();
    for (let i = 1; i <= 60; i++) host.call("announce", { text: `${i}` });
    const { value } = host.call("recent");
    expect([(value as string[]).length, (value as string[])[0]]).toEqual([50, "* 11"]);
  });

  test("learns why nobody heard it", () => {
    const host = createHost();
    host.faults.at(1, "unavailable");
    expect(host.call("announce", { text: "closing time" })).toFailWith("websocket_send");
    expect(host.call("announce", { text: "again" }).value).toBe(0);
  });
});

test("every failure of the host is told, none is a trap", () => {
  createHost().faults.campaign(tour).demandNone();
});
