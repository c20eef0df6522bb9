import { describe, expect, test } from "vitest";
import {
  SocketMailbox,
  SocketMailboxes,
  type SocketWaiter,
  unknownSocketError,
} from "../../../engine/cores/socket-mailbox.js";

const message = (text: string) => ({ data: new TextEncoder().encode(text), message_type: "text" });
const shown = (given: { data: Uint8Array } | undefined) =>
  given && new TextDecoder().decode(given.data);

/** A waiter that keeps what it was told. */
function listener(): SocketWaiter & { heard: (string | undefined)[] } {
  const heard: (string | undefined)[] = [];
  return {
    heard,
    onMessage: (given) => void heard.push(shown(given)),
    onClose: ({ code, message }) => void heard.push(`${code}: ${message}`),
  };
}

describe("a mailbox", () => {
  test("gives its messages oldest first, each once", () => {
    const box = new SocketMailbox("room");
    box.put(message("a"));
    box.put(message("b"));
    expect([box.take(), box.take(), box.take()].map(shown)).toEqual(["a", "b", undefined]);
  });

  test("keeps 256 messages, drops the oldest and counts them", () => {
    const box = new SocketMailbox("room");
    for (let index = 0; index < 259; index++) box.put(message(`${index}`));
    expect([box.size, box.dropped, shown(box.take())]).toEqual([256, 3, "3"]);
    box.put(message("last"));
    expect(box.dropped).toBe(3);
  });

  test("keeps 16 MiB, and one message whatever its size", () => {
    const box = new SocketMailbox("room");
    const large = (bytes: number) => ({ data: new Uint8Array(bytes), message_type: "binary" });
    box.put(large(9 * 2 ** 20));
    box.put(large(7 * 2 ** 20));
    expect([box.size, box.dropped]).toEqual([2, 0]);
    box.put(large(1));
    expect([box.size, box.dropped]).toEqual([2, 1]);
    box.put(large(20 * 2 ** 20));
    expect([box.size, box.dropped, box.take()?.data.length]).toEqual([1, 3, 20 * 2 ** 20]);
  });

  test("gives a message to all who wait and keeps nothing of it", () => {
    const box = new SocketMailbox("room");
    const [one, two] = [listener(), listener()];
    box.wait(one);
    box.wait(two);
    box.put(message("a"));
    box.put(message("b"));
    expect([one.heard, two.heard, shown(box.take()), box.size]).toEqual([["a"], ["a"], "b", 0]);
  });

  test("forgets who stops waiting, and keeps the message", () => {
    const box = new SocketMailbox("room");
    const waiter = listener();
    box.wait(waiter)();
    box.put(message("a"));
    expect([waiter.heard, shown(box.take())]).toEqual([[], "a"]);
  });

  test("that closes tells those who wait, once, and still gives what it keeps", () => {
    const box = new SocketMailbox("room");
    const waiter = listener();
    box.put(message("a"));
    box.wait(waiter);
    box.close();
    box.close();
    expect(waiter.heard).toEqual(['closed: Cannot receive from socket "room": it has closed']);
    expect(shown(box.take())).toBe("a");
  });

  test("lets a waiter wait again while it is told", () => {
    const box = new SocketMailbox("room");
    const again = listener();
    box.wait({ ...again, onMessage: () => void box.wait(again) });
    box.put(message("a"));
    box.put(message("b"));
    expect(again.heard).toEqual(["b"]);
  });
});

describe("the mailboxes of all skills", () => {
  test("fill from a skill's first use of a name on", () => {
    const boxes = new SocketMailboxes();
    boxes.put("room", message("before"));
    const box = boxes.of("a", "room");
    boxes.put("room", message("after"));
    boxes.put("other", message("elsewhere"));
    expect(boxes.of("a", "room")).toBe(box);
    expect([box.size, shown(box.take())]).toEqual([1, "after"]);
  });

  test("give each skill every message", () => {
    const boxes = new SocketMailboxes();
    const [one, two] = [boxes.of("a", "room"), boxes.of("b", "room")];
    boxes.put("room", message("m"));
    expect([one, two].map((box) => shown(box.take()))).toEqual(["m", "m"]);
  });

  test("close those of one name", () => {
    const boxes = new SocketMailboxes();
    const [room, other] = [listener(), listener()];
    boxes.of("a", "room").wait(room);
    boxes.of("a", "other").wait(other);
    boxes.close("room");
    boxes.close("unknown");
    expect([room.heard.length, other.heard.length]).toEqual([1, 0]);
  });

  test("forget a skill that is gone, and its waits with it", () => {
    const boxes = new SocketMailboxes();
    const waiter = listener();
    const [gone, kept] = [boxes.of("a", "room"), boxes.of("b", "room")];
    gone.wait(waiter);
    boxes.forget("a");
    boxes.put("room", message("m"));
    expect(waiter.heard).toEqual(['closed: Cannot receive from socket "room": it has closed']);
    expect([gone.size, kept.size]).toEqual([0, 1]);
    expect(boxes.of("a", "room").size).toBe(0);
  });
});

test("the users of a name are the skills that have a mailbox for it", () => {
  const boxes = new SocketMailboxes();
  const box = boxes.of("a", "room");
  expect([boxes.has("room"), boxes.find("a", "room"), boxes.users("room")]).toEqual([
    true,
    box,
    [["a", box]],
  ]);
  expect([boxes.has("other"), boxes.find("b", "room"), boxes.users("other")]).toEqual([
    false,
    undefined,
    [],
  ]);
});

test("a skill may leave one socket and keep the others", () => {
  const boxes = new SocketMailboxes();
  const other = boxes.of("a", "other");
  boxes.of("a", "room");
  boxes.forget("a", "room");
  boxes.forget("a", "unknown");
  expect([boxes.has("room"), boxes.find("a", "other")]).toEqual([false, other]);
});

test("who uses a name that nobody knows is told so", () => {
  expect(unknownSocketError("room")).toMatchObject({
    code: "not_found",
    message:
      'Cannot use a socket: there is no socket "room". ' +
      "Hint: declare it under websocket, or give a url",
  });
});
