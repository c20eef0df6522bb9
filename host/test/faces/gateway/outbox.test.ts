import { ManualClock } from "@luminarys/sdk-as/engine";
import { describe, expect, it } from "vitest";
import type { Channel, JsonObject } from "../../../channels/channel.js";
import { closedError } from "../../../channels/channel-error.js";
import { Outbox } from "../../../faces/gateway/outbox.js";
import type { EventFrame, ServerFrame } from "../../../faces/gateway/protocol.js";

/** A medium that takes frames when the test lets it. */
function slowChannel() {
  const frames: ServerFrame[] = [];
  const taking: (() => void)[] = [];
  const channel: Channel<JsonObject> = {
    send: (frame) => {
      frames.push(frame as unknown as ServerFrame);
      return new Promise((resolve) => taking.push(resolve));
    },
    onFrame: () => {},
    onClose: () => {},
    close: async () => {},
    closed: false,
  };
  const take = async (count: number) => {
    for (const done of taking.splice(0, count)) done();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { channel, frames, take };
}

function openOutbox() {
  const clock = new ManualClock(1000);
  const slow = slowChannel();
  const told: string[] = [];
  const outbox = new Outbox({
    channel: slow.channel,
    clock,
    onDropping: () => void told.push("dropping"),
    onError: (error) => void told.push(String(error)),
    onStuck: (reason) => void told.push(reason),
  });
  const names = { sessionId: "s", runId: "r" };
  const emit = (count: number) => {
    for (let left = count; left > 0; left--) {
      outbox.event("chat", { chunk: "a", delta: "a", ...names });
    }
  };
  const respond = (id: string) => outbox.respond({ type: "res", id, ok: true, payload: {} });
  const seqs = () => slow.frames.filter((frame): frame is EventFrame => frame.type === "event");
  return { ...slow, clock, outbox, told, emit, respond, seqs: () => seqs().map(({ seq }) => seq) };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("a peer that doesn't read", () => {
  it("has 256 messages queued; of 300 events the others are dropped and counted", () => {
    const { outbox, emit, seqs, told } = openOutbox();
    emit(300);
    expect(seqs()).toEqual(upTo(256));
    expect([outbox.dropped, told]).toEqual([44, ["dropping"]]);
  });

  it("sees by a gap in seq that events were dropped, once it reads again", async () => {
    const { emit, seqs, take, told } = openOutbox();
    emit(300);
    await take(256);
    emit(1);
    expect(seqs()).toEqual([...upTo(256), 301]);
    expect(told).toEqual(["dropping"]);
  });

  it("is given up before a response would be dropped", () => {
    const { emit, respond, told, frames } = openOutbox();
    emit(255);
    respond("fits");
    expect(told).toEqual([]);
    respond("doesn't");
    expect(told).toEqual(["256 messages wait for their reader"]);
    expect(frames).toHaveLength(256);
  });

  it("has 10 seconds for a message", async () => {
    const { respond, clock, told } = openOutbox();
    respond("a");
    clock.advance(9999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual(["a message wasn't read within 10000 ms"]);
  });

  it("has these for each one, counted from when it is next", async () => {
    const { respond, take, clock, told } = openOutbox();
    for (const id of ["a", "b", "c"]) respond(id);
    for (let message = 0; message < 3; message++) {
      clock.advance(8000);
      await take(1);
    }
    clock.advance(60_000);
    expect(told).toEqual([]);
    respond("d");
    clock.advance(9999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual(["a message wasn't read within 10000 ms"]);
  });

  it("costs one timer, however many messages wait", () => {
    const { emit, clock } = openOutbox();
    emit(200);
    expect(clock.pending).toBe(1);
  });
});

it("a peer that reads in time has nothing dropped", async () => {
  const { outbox, emit, take, seqs } = openOutbox();
  for (let turn = 0; turn < 10; turn++) {
    emit(200);
    await take(200);
  }
  expect([seqs().length, outbox.dropped]).toEqual([2000, 0]);
});

it("a request whose answer has no JSON form is answered that the gateway failed", async () => {
  const { channel, respond, frames, told } = openOutbox();
  const { send } = channel;
  channel.send = () => Promise.reject(new TypeError("no JSON"));
  respond("a");
  channel.send = send;
  await Promise.resolve();
  await Promise.resolve();
  expect(told).toEqual(["TypeError: no JSON"]);
  expect(frames).toEqual([
    {
      type: "res",
      id: "a",
      ok: false,
      error: { code: "INTERNAL", message: "Cannot answer: the gateway failed", retryable: false },
    },
  ]);
});

it("nothing is sent on a connection that has closed, and nothing is told", () => {
  const { channel, outbox, emit, respond, frames, clock, told } = openOutbox();
  Object.assign(channel, { closed: true });
  emit(1000);
  respond("a");
  outbox.close();
  expect([frames, told, clock.pending]).toEqual([[], [], 0]);
});

it("of a peer that leaves while it is answered nothing is told", async () => {
  const { channel, outbox, respond, told } = openOutbox();
  channel.send = () => Promise.reject(closedError());
  respond("1");
  await Promise.resolve();
  await Promise.resolve();
  expect([told, outbox.dropped]).toEqual([[], 0]);
});
