import { encode } from "@msgpack/msgpack";
import { beforeAll, describe, expect, test } from "vitest";
import type { RawHost } from "../support/raw-host.js";
import { readVector } from "../support/vectors.js";
import { openSurface } from "./surface.js";

let host: RawHost;

beforeAll(async () => {
  host = await openSurface();
});

const none = new Uint8Array(0);
const events: [kind: string, callback: string, whole: unknown, least: unknown][] = [
  [
    "ConnEvent",
    "on_data",
    ["tcp-1", "eof", "closed", Uint8Array.of(0, 255)],
    ["tcp-1", "", "", none],
  ],
  [
    "WsEvent",
    "on_message",
    ["ws-1", "close", "away", ["reset", "lost"], 1001, Uint8Array.of(0x68, 0x69)],
    ["ws-1", "", "", ["", ""], 0, none],
  ],
];

describe.each(events)("%s", (kind, callback, whole, least) => {
  const { bytes } = readVector("events", kind);
  const { bytes: short } = readVector("events", `${kind} without what may be left out`);

  test("arrives whole in a callback's one parameter", () => {
    expect(host.value(callback, bytes)).toEqual(whole);
    expect(host.value(callback, short)).toEqual(least);
  });

  test("is read from bytes", () => {
    expect(host.value("unmarshal", { kind, raw: bytes })).toEqual(whole);
    expect(host.value("unmarshal", { kind, raw: short })).toEqual(least);
  });

  test("takes text and lists as the raw bytes that they are", () => {
    const raw = encode({ conn_id: "c", data: "aGk=", more: 1 });
    const got = host.value("unmarshal", { kind, raw }) as unknown[];
    expect(got.at(-1)).toEqual(Uint8Array.from(Buffer.from("aGk=")));
    const list = host.value(callback, { conn_id: "c", data: [1, 2] }) as unknown[];
    expect(list.at(-1)).toEqual(Uint8Array.of(1, 2));
  });

  test("that can't be read is refused, with words", () => {
    const wrong = encode({ conn_id: 7 });
    const place = '"conn_id" at offset 9: found 0x07 (integer), expected string';
    expect(host.invoke(callback, wrong).error).toBe(`Cannot decode parameter ${place}`);
    const read = () => host.value("unmarshal", { kind, raw: wrong });
    expect(read).toThrow(new Error(`Cannot decode ${kind} ${place}`));
    expect(host.value(callback, bytes)).toEqual(whole);
  });
});

describe("BatchResult", () => {
  const whole = ["b-1", ["none", 0, Uint8Array.of(1)], ["denied", 1, none]];
  const { bytes } = readVector("events", "BatchResult");

  test("arrives whole in a callback's one parameter, and is read from bytes", () => {
    expect(host.value("on_batch", bytes)).toEqual(whole);
    expect(host.value("unmarshal", { kind: "BatchResult", raw: bytes })).toEqual(whole);
  });

  test("may have no items", () => {
    expect(host.value("on_batch", { batch_id: "b", items: null })).toEqual(["b"]);
    expect(host.value("on_batch", {})).toEqual([""]);
  });

  test("names the item that can't be read", () => {
    const { error } = host.invoke("on_batch", { items: [{ index: 0 }, { index: "1" }] });
    const place = '"items[1].index" at offset 23';
    expect(error).toBe(`Cannot decode parameter ${place}: found 0xa1 (string), expected i32`);
  });
});
