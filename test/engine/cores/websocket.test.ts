import { describe, expect, test } from "vitest";
import { readCloseCode, readHandshake, readMessageType } from "../../../engine/cores/websocket.js";

const url = "wss://chat.example:8443/room";
const text = (value: string) => new TextEncoder().encode(value);

function problemOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
  return "none";
}

describe("a handshake", () => {
  test("keeps the headers in their order, protocols apart", () => {
    const authorization = { name: "Authorization", value: "Bearer x" };
    const origin = { name: "Origin", value: "https://example.com" };
    const asked = [
      authorization,
      { name: "Sec-WebSocket-Protocol", value: "chat.v2, chat.v1" },
      { name: "host", value: "chat.example:8443" },
      origin,
    ];
    expect(readHandshake(url, asked)).toEqual({
      headers: [authorization, origin],
      protocols: ["chat.v2", "chat.v1"],
    });
  });

  test.each([
    ["Upgrade", "h2c", 'header "Upgrade" is the host\'s to set'],
    ["Sec-WebSocket-Key", "x", 'header "Sec-WebSocket-Key" is the host\'s to set'],
    ["sec-websocket-extensions", "x", 'header "sec-websocket-extensions" is the host\'s to set'],
    ["Sec-WebSocket-Protocol", "a,,b", '"" is no subprotocol'],
    ["Sec-WebSocket-Protocol", "a, a", "a subprotocol is asked for twice"],
    ["Host", "metadata", 'header "Host" is "metadata", expected "chat.example:8443"'],
    ["X-A", "a\r\nHost: b", 'header "X-A" holds a line end'],
  ])("with header %s: %j is refused", (name, value, problem) => {
    expect(problemOf(() => readHandshake(url, [{ name, value }]))).toBe(problem);
  });
});

describe("a message", () => {
  test.each([
    ["", "text"],
    ["text", "text"],
    ["binary", "binary"],
  ])("of type %j is %s", (type, want) => {
    expect(readMessageType(type, text("hé"))).toBe(want);
  });

  test("of another type is refused, and text that is none", () => {
    const ping = () => readMessageType("ping", text(""));
    expect(problemOf(ping)).toBe('message type is "ping", expected text or binary');
    const broken = () => readMessageType("text", Uint8Array.of(0xc3, 0x28));
    expect(problemOf(broken)).toBe("a text message must be UTF-8");
  });
});

describe("a close", () => {
  test.each([
    [0, 1000],
    [1000, 1000],
    [1011, 1011],
    [1014, 1014],
    [3000, 3000],
    [4999, 4999],
  ])("with code %i sends %i", (asked, want) => {
    expect(readCloseCode(asked, "x".repeat(123))).toBe(want);
  });

  test.each([-1, 1, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65536])(
    "with code %i is refused",
    (code) => {
      expect(problemOf(() => readCloseCode(code, ""))).toMatch(
        /^-?\d+ is no close code that may be sent$/,
      );
    },
  );

  test("with a reason that is too long in UTF-8 is refused", () => {
    expect(problemOf(() => readCloseCode(1000, "é".repeat(62)))).toBe(
      "the reason has 124 bytes, at most 123 fit",
    );
  });
});
