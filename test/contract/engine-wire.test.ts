import { decode, encode } from "@msgpack/msgpack";
import { describe, expect, test } from "vitest";
import { commandTypes } from "../../contract/commands.js";
import { areas } from "../../contract/index.js";
import type { Field } from "../../contract/schema.js";
import { DecodeError } from "../../engine/codec/decode-error.js";
import { Reader } from "../../engine/codec/reader.js";
import { Writer } from "../../engine/codec/writer.js";
import { commandPayloads } from "../../engine/wire/commands.gen.js";
import { readSkillDescriptor } from "../../engine/wire/descriptor.gen.js";
import type { InvokeRequest } from "../../engine/wire/envelopes.gen.js";
import { readInvokeResponse, writeInvokeRequest } from "../../engine/wire/envelopes.gen.js";
import * as events from "../../engine/wire/events.gen.js";
import type { HostFunctionName } from "../../engine/wire/host-functions.gen.js";
import { hostFunctions } from "../../engine/wire/host-functions.gen.js";
import { fromHex, readVector, readVectors } from "../support/vectors.js";

const calls = areas.flatMap((area) => area.calls.map(({ name }) => ({ area: area.name, name })));
const spliced = new Map(
  commandTypes.map(({ type, payload }) => [type, splicedKeys(payload?.fields)]),
);
const noBytes = new Uint8Array(0);

describe("the engine's side of the wire", () => {
  test.each(calls)("reads the golden request of $name", ({ area, name }) => {
    const { value, bytes } = readVector(area, `${name}.request`);
    expect(readRequest(name, bytes)).toEqual(value);
  });

  test.each(calls)("writes the golden answer of $name", ({ area, name }) => {
    const { value, bytes } = readVector(area, `${name}.answer`);
    const { writeAnswer } = hostFunctions[name as HostFunctionName];
    expect(written((w) => writeAnswer(w, value as never))).toEqual(hex(bytes));
  });

  test("writes the golden InvokeRequest", () => {
    const { value, bytes } = readVector("envelopes", "InvokeRequest");
    expect(written((w) => writeInvokeRequest(w, value as InvokeRequest))).toEqual(hex(bytes));
  });

  test("reads the golden InvokeResponse", () => {
    const { value, bytes } = readVector("envelopes", "InvokeResponse");
    const { commands, ...rest } = readInvokeResponse(new Reader(bytes));
    const decoded = commands.map((command) => ({ ...command, payload: decode(command.payload) }));
    expect({ ...rest, commands: decoded }).toEqual(value);
  });

  test("reads what an InvokeResponse leaves out as empty", () => {
    const { bytes } = readVector("envelopes", "InvokeResponse without what may be left out");
    expect(readInvokeResponse(new Reader(bytes))).toEqual({
      version: 1,
      state: noBytes,
      payload: fromHex("c0"),
      error: "",
      commands: [],
      llm_context: "",
    });
  });

  test.each(readVectors("descriptor"))("reads the golden $name", ({ value, bytes }) => {
    expect(readSkillDescriptor(new Reader(bytes))).toMatchObject(value as object);
  });

  test("reads what a descriptor leaves out as empty", () => {
    const [, short] = readVectors("descriptor");
    expect(readSkillDescriptor(new Reader(short?.bytes ?? noBytes))).toEqual({
      ...(short?.value as object),
      description: "",
      requirements: [],
    });
  });

  test("a descriptor that nests too deep is refused before its readers follow it", () => {
    const levels = 100_000;
    const items = "81a56974656d73".repeat(levels);
    const bytes = fromHex(`81a76d6574686f64739181a6726573756c74${items}80`);
    expect(failure(() => readSkillDescriptor(new Reader(bytes)))).toBe("depth");
  });

  test.each(readVectors("commands"))("reads the golden payload of $name", (vector) => {
    const read = commandPayloads[vector.name as keyof typeof commandPayloads];
    const payload = { ...read?.(new Reader(vector.bytes)) } as Record<string, unknown>;
    for (const key of spliced.get(vector.name) ?? []) {
      payload[key] = decode(payload[key] as Uint8Array);
    }
    expect(payload).toEqual(vector.value);
  });

  test.each(readVectors("events"))("writes the golden $name", ({ name, value, bytes }) => {
    const [record = ""] = name.split(" ");
    expect(written((w) => writeEvent[record]?.(w, value as Values))).toEqual(hex(bytes));
  });

  test.each(readVectors("tolerated"))("takes $name ($of)", ({ of, value, bytes }) => {
    expect(read(of, bytes)).toEqual(value);
  });

  test.each(readVectors("refused"))("refuses $name ($of)", ({ of, code, bytes }) => {
    expect(failure(() => read(of, bytes))).toBe(code);
  });
});

type Values = Record<string, unknown>;

const conn = { data: noBytes, error_kind: "", error_msg: "" };
const ws = { ...conn, message_type: "", close_code: 0, close_text: "" };

const writeEvent: Record<string, (w: Writer, value: Values) => void> = {
  ConnEvent: (w, v) => events.writeConnEvent(w, { ...conn, ...v } as events.ConnEvent),
  WsEvent: (w, v) => events.writeWsEvent(w, { ...ws, ...v } as events.WsEvent),
  BatchResult: (w, v) => events.writeBatchResult(w, v as unknown as events.BatchResult),
  CallResult: (w, v) =>
    events.writeCallResult(w, inline(v, "payload") as unknown as events.CallResult),
  KvResult: (w, v) => events.writeKvResult(w, inline(v, "value") as unknown as events.KvResult),
  BusMessage: (w, v) =>
    events.writeBusMessage(w, { id: "", ...inline(v, "payload") } as unknown as events.BusMessage),
};

function inline(value: Values, key: string): Values {
  return { ...value, [key]: encode(value[key]) };
}

function read(of: string, bytes: Uint8Array): unknown {
  const [name = "", part] = of.split(".");
  if (part === "request") return readRequest(name, bytes);
  return commandPayloads[name as keyof typeof commandPayloads]?.(new Reader(bytes));
}

function readRequest(name: string, bytes: Uint8Array): unknown {
  const reader = new Reader(bytes);
  const request = hostFunctions[name as HostFunctionName].readRequest(reader);
  expect(reader.atEnd).toBe(true);
  return request;
}

function written(write: (w: Writer) => void): string {
  const writer = new Writer(16);
  write(writer);
  return hex(writer.take());
}

function failure(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof DecodeError) return error.code;
    throw error;
  }
  return "none";
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function splicedKeys(fields: readonly Field[] = []): string[] {
  return fields.filter(({ type }) => type === "spliced" || type === "args").map(({ key }) => key);
}
