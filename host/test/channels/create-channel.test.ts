import { setImmediate as turn } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { createChannel, type Medium, type MediumEvents } from "../../channels/create-channel.js";

/** A medium that tests play themselves. */
function createPlayed(parts: Partial<Medium<number>> = {}) {
  let events: MediumEvents<number> | undefined;
  const errors: unknown[] = [];
  const ends: unknown[] = [];
  const channel = createChannel<number>(
    (given) => {
      events = given;
      return {
        write: async () => {},
        end: async (...how) => {
          ends.push(how);
        },
        ...parts,
      };
    },
    { onError: (error) => errors.push(error) },
  );
  return { channel, errors, ends, events: events as unknown as MediumEvents<number> };
}

const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

test("what a handler throws or rejects with is reported, and the next frame follows", async () => {
  const { channel, events, errors } = createPlayed();
  const heard: number[] = [];
  channel.onFrame((frame) => {
    heard.push(frame);
    if (frame === 0) throw new Error("thrown");
    return frame === 1 ? Promise.reject(new Error("rejected")) : undefined;
  });
  for (const frame of upTo(3)) events.receive(frame);
  await turn();
  expect(heard).toEqual([0, 1, 2]);
  expect(errors).toEqual([new Error("thrown"), new Error("rejected")]);
});

test("what a close handler throws, and a medium that can't end, are reported", async () => {
  const end = () => Promise.reject(new Error("stuck"));
  const { channel, errors } = createPlayed({ end });
  channel.onClose(() => {
    throw new Error("thrown");
  });
  await channel.close();
  expect(errors).toEqual([new Error("stuck"), new Error("thrown")]);
  expect(channel.closed).toBe(true);
});

test("reports go to the console unless somebody takes them", async () => {
  const print = vi.spyOn(console, "error").mockImplementation(() => {});
  const channel = createChannel(() => ({ write: async () => {}, end: async () => {} }));
  await channel.close();
  channel.onClose(() => {
    throw new Error("thrown");
  });
  expect(print.mock.calls).toEqual([[new Error("thrown")]]);
  print.mockRestore();
});

test("a medium is paused while frames wait, and read on when none does", async () => {
  const asked: string[] = [];
  const { channel, events } = createPlayed({
    pause: () => asked.push("pause"),
    resume: () => asked.push("resume"),
  });
  for (const frame of upTo(15)) events.receive(frame);
  expect(asked).toEqual([]);
  events.receive(15);
  events.receive(16);
  expect(asked).toEqual(["pause"]);
  const heard: number[] = [];
  channel.onFrame(async (frame) => {
    heard.push(frame);
  });
  await turn();
  expect(heard).toEqual(upTo(17));
  expect(asked).toEqual(["pause", "resume"]);
});

test("a medium that can't be paused is closed when too many frames wait", async () => {
  const { channel, events, ends } = createPlayed();
  const reasons: unknown[] = [];
  channel.onClose((reason) => reasons.push(reason));
  for (const frame of upTo(16_384)) events.receive(frame);
  expect(channel.closed).toBe(false);
  events.receive(16_384);
  await turn();
  const reason = "frames come faster than they are handled";
  expect([channel.closed, reasons, ends]).toEqual([true, [reason], [[reason, 1008]]]);
});

test("a medium is let go of once, whoever ends it", async () => {
  const theirs = createPlayed();
  theirs.events.end("they left");
  theirs.events.end("again");
  await theirs.channel.close("too late");
  expect(theirs.ends).toEqual([[undefined, 1000]]);
  const ours = createPlayed();
  const closed = ours.channel.close("we leave", 1013);
  ours.events.end("they left");
  await closed;
  expect(ours.ends).toEqual([["we leave", 1013]]);
});

test("frames may be answered until the last one before the peer's end is handled", async () => {
  const sent: number[] = [];
  const { channel, events } = createPlayed({
    write: async (frame) => {
      sent.push(frame);
    },
  });
  channel.onFrame(async (frame) => {
    await turn();
    await channel.send(frame);
  });
  const closed = new Promise((resolve) => channel.onClose(resolve));
  for (const frame of upTo(3)) events.receive(frame);
  events.end();
  await closed;
  expect(sent).toEqual([0, 1, 2]);
  await expect(channel.send(3)).rejects.toMatchObject({
    code: "closed",
    message: "Cannot send a frame: the channel is closed",
  });
});

test("a handler is never called before onFrame has returned", () => {
  const { channel, events } = createPlayed();
  events.receive(0);
  const heard: number[] = [];
  channel.onFrame((frame) => {
    heard.push(frame);
  });
  expect(heard).toEqual([]);
});
