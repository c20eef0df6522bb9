import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createMockHost, type MockHost } from "../../testing/index.js";
import { buildWebSkill } from "./web-skill.js";

let skill: Uint8Array;
let host: MockHost;

beforeAll(async () => {
  skill = await buildWebSkill();
});

beforeEach(() => {
  host = createMockHost({ skill });
});

describe("an answer that goes on", () => {
  beforeEach(() => host.web.route("GET", "/ticks", { ref: "ticks", stream: true }));

  test("is written to by later callbacks, until one ends it", () => {
    const response = host.web.request("GET", "/ticks");
    expect([response.isOpen, response.texts]).toEqual([true, ["data: 0\n\n"]]);
    host.clock.advance(2000);
    expect(response.texts).toEqual(["data: 0\n\n", "data: 1\n\n", "data: 2\n\n"]);
    host.runUntilIdle();
    expect([response.isOpen, response.chunks.length]).toEqual([false, 4]);
    expect(response.header("content-type")).toBe("text/event-stream");
  });

  test("fails with closed once the client has left", () => {
    const response = host.web.request("GET", "/ticks");
    response.leave();
    host.runUntilIdle();
    expect(host.journal.calls("web_send").map(({ error }) => error?.code)).toEqual([
      undefined,
      "closed",
    ]);
    expect(response.texts).toEqual(["data: 0\n\n"]);
  });

  test("ends with its method where the route doesn't stream", () => {
    host = createMockHost({ skill });
    host.web.route("GET", "/ticks", { ref: "ticks" });
    const response = host.web.request("GET", "/ticks");
    expect([response.isOpen, response.texts]).toEqual([false, ["data: 0\n\n"]]);
  });
});

describe("an answer whose commands call another skill", () => {
  beforeEach(() => {
    host = createMockHost({
      skill: { web: skill, other: skill },
      manifest: { web: { invoke_policy: { can_invoke: ["other"] } }, other: {} },
    });
    host.web.route("POST", "/ask", { ref: "web.ask" });
    host.web.route("GET", "/ask", { ref: "web.ask" });
  });

  test("is what that skill sends", () => {
    expect(host.web.request("POST", "/ask").text).toBe("from the other");
  });

  test("is 504 when nobody sends anything", () => {
    const { status, failure } = host.web.request("GET", "/ask");
    expect([status, failure]).toEqual([504, "its commands ended without an answer"]);
  });
});
