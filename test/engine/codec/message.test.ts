import { expect, test } from "vitest";
import { decodeMessage, encodeMessage } from "../../../engine/codec/message.js";

test("a message that a getter of another one's value writes leaves both right", () => {
  let inner: Uint8Array = new Uint8Array();
  const value = {
    before: "text",
    get nested() {
      inner = encodeMessage({ inner: true });
      return "after";
    },
  };

  const outer = encodeMessage(value);

  expect(decodeMessage(outer)).toEqual({ before: "text", nested: "after" });
  expect(decodeMessage(inner)).toEqual({ inner: true });
});

test("a message stays as it is when others are written after it", () => {
  const first = encodeMessage("first");

  encodeMessage("another");

  expect(decodeMessage(first)).toBe("first");
});

test("a value that has no form leaves nothing behind for the next message", () => {
  expect(() => encodeMessage(["half", () => {}])).toThrow(
    "Cannot encode value: a function has no MessagePack form",
  );

  expect(encodeMessage("whole")).toEqual(Uint8Array.of(0xa5, ...Buffer.from("whole")));
});
