import { encode } from "@msgpack/msgpack";
import { beforeAll, describe, expect, test } from "vitest";
import type { RawHost } from "../support/raw-host.js";
import { readVector } from "../support/vectors.js";
import { openSurface } from "./surface.js";

let host: RawHost;

beforeAll(async () => {
  host = await openSurface();
});

describe("state", () => {
  test("is packed as the golden vector has it", () => {
    const { bytes } = readVector("envelopes", "StateEnvelope");
    const data = Uint8Array.of(10, 11);
    expect(host.value("pack_state", { version: 3, data })).toEqual(bytes);
    expect(host.value("unpack_state", { raw: bytes })).toEqual([3, data]);
  });

  test("of no bytes has version 0", () => {
    expect(host.value("unpack_state", { raw: new Uint8Array(0) })).toEqual([0, new Uint8Array(0)]);
  });

  test("may have other fields, in another order, and lack some", () => {
    const raw = encode({ more: [1], data: null, schema_version: 7.0 });
    expect(host.value("unpack_state", { raw })).toEqual([7, new Uint8Array(0)]);
    expect(host.value("unpack_state", { raw: encode({}) })).toEqual([0, new Uint8Array(0)]);
  });

  test.each([
    [
      Uint8Array.of(0x91, 0x01),
      "Cannot decode state at offset 0: found 0x91 (array), expected map",
    ],
    [
      Uint8Array.of(0x80, 0x01),
      "Cannot decode state at offset 1: found 0x01 (integer), expected the end",
    ],
    [
      encode({ schema_version: "1" }),
      'Cannot decode state "schema_version" at offset 16: found 0xa1 (string), expected i32',
    ],
  ])("of other bytes is refused: %s", (raw, message) => {
    expect(() => host.value("unpack_state", { raw })).toThrow(new Error(message));
    expect(host.value("unpack_state", { raw: encode({}) })).toEqual([0, new Uint8Array(0)]);
  });
});
