import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { HostError } from "../../engine/errors.js";
import { createSkill, type HostFunctionTypes, loadModule, type Skill } from "../../engine/index.js";
import { buildSkill } from "../support/build-skill.js";

const source = `
// @skill:id com.example.sockets
// @skill:name "Sockets"
// @skill:version 1.0.0

import {
  MsgValue, sockets, text, utf8, websocketReceive, websocketSend
} from "@luminarys/sdk-as";

// @skill:method on_text "A message as text"
// @skill:param message required "The message"
// @skill:param socket required "The socket"
export function onText(message: string, socket: string): string {
  return socket + ": " + message;
}

// @skill:method on_bytes "A message as bytes"
// @skill:param message required "The message"
// @skill:param socket required "The socket"
export function onBytes(message: Uint8Array, socket: string): Uint8Array {
  return message;
}

// @skill:method on_any "A message of either kind"
// @skill:param message required "The message"
// @skill:param socket required "The socket"
export function onAny(message: MsgValue, socket: string): string {
  return message.kind == 4 ? "text" : "bytes";
}

// @skill:method send "Sends in one of many ways"
// @skill:param form required "Which"
export function send(form: string): i32 {
  if (form == "text") return websocketSend({ socket: "room", data: "hé" });
  if (form == "bytes") return websocketSend({ socket: "room", dataBytes: utf8("b") });
  if (form == "no bytes") return websocketSend({ socket: "room", dataBytes: new Uint8Array(0) });
  if (form == "url") return websocketSend({ socket: "s", data: "t", url: "wss://a.example/" });
  if (form == "sockets.send") return sockets.send("room", "t").unwrap();
  return sockets.sendBytes("room", utf8("b"), { url: "wss://a.example/" }).unwrap();
}

// @skill:method receive "Waits for a message"
export function receive(): string {
  const message = websocketReceive({ socket: "prices", timeout: 250 });
  return message.message_type + " " + text(message.data);
}

// @skill:method receive_or "Waits for a message, and says why none came"
export function receiveOr(): string {
  const message = sockets.receive("prices", { timeoutMs: 250 });
  return message.isOk ? text(message.value.data) : message.code;
}
`;

type SendRequest = HostFunctionTypes["websocket_send"]["request"];
type ReceiveRequest = HostFunctionTypes["websocket_receive"]["request"];

const bytes = (text: string) => new TextEncoder().encode(text);

let skill: Skill;
let asked: (SendRequest | ReceiveRequest)[] = [];
let failure: HostError | undefined;

beforeAll(async () => {
  const module = loadModule((await buildSkill(source)).wasm);
  const devices = {
    sockets: {
      websocket_send: (request: SendRequest) => {
        asked.push(request);
        return { sent: 3 };
      },
      websocket_receive: (request: ReceiveRequest) => {
        asked.push(request);
        if (failure) throw failure;
        return { data: bytes("42"), message_type: "text" };
      },
    },
  };
  skill = createSkill(module, { devices });
});

beforeEach(() => {
  asked = [];
  failure = undefined;
});

describe("a socket's method gets a message in the type that it declares", () => {
  const socket = "room";

  test.each([
    ["text as string", "on_text", "hé", "room: hé"],
    ["bytes as bytes", "on_bytes", Uint8Array.of(0, 255), Uint8Array.of(0, 255)],
    ["text as any value", "on_any", "hé", "text"],
    ["bytes as any value", "on_any", Uint8Array.of(0), "bytes"],
  ])("%s", (_, method, message, want) => {
    expect(skill.invoke(method, { message, socket }).value).toEqual(want);
  });

  test("bytes as string are refused", () => {
    const { error } = skill.invoke("on_text", { message: Uint8Array.of(1), socket });
    expect(error).toBe(
      'Cannot decode parameter "message" at offset 9: found 0xc4 (binary), expected string',
    );
    expect(skill.invoke("on_text", { message: "a", socket }).value).toBe("room: a");
  });
});

describe("websocketSend", () => {
  const least = { socket: "room", message_type: "text", url: "" };

  test.each([
    ["text", { data: bytes("hé") }],
    ["bytes", { data: bytes("b"), message_type: "binary" }],
    ["no bytes", { data: bytes(""), message_type: "binary" }],
    ["url", { socket: "s", data: bytes("t"), url: "wss://a.example/" }],
    ["sockets.send", { data: bytes("t") }],
    ["sockets.sendBytes", { data: bytes("b"), message_type: "binary", url: "wss://a.example/" }],
  ])("asks the host to send %s, and says to how many it went", (form, want) => {
    expect(skill.invoke("send", { form }).value).toBe(3);
    expect(asked).toEqual([{ ...least, ...want }]);
  });
});

describe("websocketReceive", () => {
  test("gives the message with its kind", () => {
    expect(skill.invoke("receive").value).toBe("text 42");
    expect(asked).toEqual([{ socket: "prices", timeout_ms: 250, url: "" }]);
  });

  test.each(["timeout", "closed"] as const)("tells by code when it fails with %s", (code) => {
    failure = new HostError("Cannot receive", { code });
    expect(skill.invoke("receive_or").value).toBe(code);
    expect(() => skill.invoke("receive")).toThrow("abi error: websocket_receive: Cannot receive");
    failure = undefined;
    expect(skill.invoke("receive_or").value).toBe("42");
  });
});
