import { decode, encode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import { SkillProtocolError } from "../../engine/errors.js";
import { createSkill, type InvokeCall, type Skill } from "../../engine/skill.js";
import { answering, constant, guest } from "./guest.js";

const nothing = { error: undefined, llmContext: undefined, state: undefined, commands: [] };

/** A skill whose answer's payload is the whole request that it got. */
function mirror(id = "my-skill"): Skill {
  const head = Uint8Array.of(0x81, 0xa7, ...Buffer.from("payload"), 0xc5);
  const text = Array.from(head, (byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("");
  const handle = `(local $q i32)
    (local.set $q (call $alloc (i32.add (local.get $n) (i32.const 12))))
    (memory.copy (local.get $q) (i32.const 1024) (i32.const 10))
    (i32.store8 offset=10 (local.get $q) (i32.shr_u (local.get $n) (i32.const 8)))
    (i32.store8 offset=11 (local.get $q) (local.get $n))
    (memory.copy (i32.add (local.get $q) (i32.const 12)) (local.get $p) (local.get $n))
    (i64.or (i64.shl (i64.extend_i32_u (local.get $q)) (i64.const 32))
      (i64.extend_i32_u (i32.add (local.get $n) (i32.const 12))))`;
  return createSkill(guest({ handle, more: `(data (i32.const 1024) "${text}")` }), { id });
}

const answerOf = (response: unknown) => createSkill(guest(answering(response))).invoke("any");

describe("skill.invoke sends", () => {
  const request = {
    version: 1,
    request_id: "",
    trace_id: "",
    session_id: "",
    llm_session_id: "",
    method: "run",
    skill_id: "my-skill",
    caller_id: "",
    state: new Uint8Array(),
    deadline_ns: 0,
    payload: expect.anything(),
  };

  it("every key of the request, empty by default", () => {
    expect(mirror().invoke("run").value).toEqual(request);
  });

  it("what the call says", () => {
    const call: Required<InvokeCall> = {
      requestId: "r",
      traceId: "t",
      sessionId: "s",
      llmSessionId: "l",
      callerId: "other",
      state: Uint8Array.of(1, 2),
      deadlineNs: 1_700_000_000_000_000_000n,
    };
    expect(mirror().invoke("run", {}, call).value).toEqual({
      ...request,
      request_id: "r",
      trace_id: "t",
      session_id: "s",
      llm_session_id: "l",
      caller_id: "other",
      state: Uint8Array.of(1, 2),
      deadline_ns: 1_700_000_000_000_000_000n,
    });
  });

  it.each([
    ["no arguments", undefined, {}],
    ["null", null, {}],
    ["an empty object", {}, {}],
    ["every kind of value", { a: [1, -1.5, "ü", null, true], b: { c: 2n ** 63n } }, undefined],
    ["bytes", { data: Uint8Array.of(1, 2, 3) }, undefined],
    ["a long text", { text: "é".repeat(5000) }, undefined],
  ])("%s as a map", (_, args, want) => {
    const { payload } = mirror().invoke("run", args).value as { payload: Uint8Array };
    expect(decode(payload, { useBigInt64: true })).toEqual(
      decode(encode(want ?? args, { useBigInt64: true }), { useBigInt64: true }),
    );
  });

  it("nothing when an argument has no MessagePack form, and still works", () => {
    const skill = mirror();
    expect(() => skill.invoke("run", { callback: () => {} })).toThrow(
      new TypeError("Cannot encode value: a function has no MessagePack form"),
    );
    expect(skill.invoke("run").value).toEqual(request);
  });
});

describe("skill.invoke answers", () => {
  it.each([
    ["a text", "hi"],
    ["nil", null],
    ["a bigint beyond 2^53", 2n ** 64n - 1n],
    ["a structure", { text: "hi", list: [1, 2.5, null, Uint8Array.of(1)] }],
  ])("%s", (_, value) => {
    const payload = encode(value, { useBigInt64: true });
    expect(answerOf({ version: 1, payload })).toEqual({ value, ...nothing });
  });

  it.each([
    ["absent", {}],
    ["nil", { payload: null }],
    ["empty", { payload: new Uint8Array() }],
  ])("null when the payload is %s", (_, response) => {
    expect(answerOf(response)).toEqual({ value: null, ...nothing });
  });

  it.each([
    ["absent or nil", { payload: encode(1), state: null, commands: null, error: null }],
    [
      "empty",
      { payload: encode(1), state: new Uint8Array(), commands: [], error: "", llm_context: "" },
    ],
    ["unknown", { payload: encode(1), extra: { x: [1] } }],
    ["a float version", { payload: encode(1), version: 1.0 }],
  ])("plainly when keys are %s", (_, response) => {
    expect(answerOf(response)).toEqual({ value: 1, ...nothing });
  });

  it("state and text for the model", () => {
    const response = { payload: encode(1), state: Uint8Array.of(5), llm_context: "note" };
    expect(answerOf(response)).toEqual({
      value: 1,
      error: undefined,
      llmContext: "note",
      state: Uint8Array.of(5),
      commands: [],
    });
  });

  it("an error alone: state, commands and value don't count", () => {
    const response = {
      payload: Uint8Array.of(0xc1),
      state: Uint8Array.of(5),
      error: "no such file",
      commands: [{ type: "load_kv", payload: { key: "k" } }],
    };
    expect(answerOf(response)).toEqual({ ...nothing, value: null, error: "no such file" });
  });

  it("bytes that outlive the guest's memory", () => {
    const payload = encode({ data: Uint8Array.of(1, 2, 3) });
    const skill = createSkill(guest(answering({ payload, state: Uint8Array.of(9) })));
    const { value, state } = skill.invoke("any");
    expect((value as { data: Uint8Array }).data.buffer.byteLength).toBe(3);
    expect(state?.buffer.byteLength).toBe(1);
  });
});

const commands: [sent: object, got: object][] = [
  [
    {
      type: "call_module",
      payload: { skill_id: "s", method: "m", payload: { a: 1 }, callback: "cb", call_ctx: "x" },
    },
    {
      type: "call_module",
      payload: { skill_id: "s", method: "m", payload: { a: 1 }, callback: "cb", call_ctx: "x" },
    },
  ],
  [
    { type: "call_module", payload: { skill_id: "s", method: "m", payload: encode({ a: 1 }) } },
    {
      type: "call_module",
      payload: { skill_id: "s", method: "m", payload: { a: 1 }, callback: "", call_ctx: "" },
    },
  ],
  [
    {
      type: "batch_invoke",
      payload: { items: [{ index: 1, skill_id: "s", method: "m", payload: encode({}) }] },
    },
    {
      type: "batch_invoke",
      payload: {
        items: [{ index: 1, skill_id: "s", method: "m", payload: {} }],
        callback: "",
        concurrency: 0,
      },
    },
  ],
  [
    { type: "schedule", payload: { method: "m", delay_ms: 5 } },
    { type: "schedule", payload: { method: "m", delay_ms: 5, payload: null } },
  ],
  [
    { type: "emit_event", payload: { topic: "t", payload: Uint8Array.of(1) } },
    { type: "emit_event", payload: { topic: "t", payload: Uint8Array.of(1) } },
  ],
  [
    { type: "subscribe", payload: { topic: "t", callback: "cb" } },
    { type: "subscribe", payload: { topic: "t", callback: "cb" } },
  ],
  [
    { type: "store_kv", payload: { key: "k", value: [1] } },
    { type: "store_kv", payload: { key: "k", value: [1] } },
  ],
  [
    { type: "load_kv", payload: { key: "k", callback: "cb", extra: 1 } },
    { type: "load_kv", payload: { key: "k", callback: "cb" } },
  ],
  [
    { type: "spawn", payload: { x: 1 } },
    { type: "unsupported", name: "spawn", payload: { x: 1 } },
  ],
  [{ type: "toString" }, { type: "unsupported", name: "toString", payload: null }],
];

describe("a command", () => {
  it.each(commands)("%o is decoded", (sent, got) => {
    expect(answerOf({ payload: encode(1), commands: [sent] }).commands).toEqual([got]);
  });

  it("of the wrong shape is an error of the guest", () => {
    const response = { commands: [{ type: "load_kv", payload: { key: 5 } }] };
    expect(() => answerOf(response)).toThrow(
      new SkillProtocolError(
        "Cannot read the answer of skill_handle: Cannot decode string at offset 5: found 0x05 (integer)",
        { code: "decode" },
      ),
    );
  });
});

describe("skill.invokeRaw", () => {
  it("hands bytes over as they are", () => {
    const { value } = mirror().invokeRaw("run", Uint8Array.of(0xc1, 0xff));
    const request = decode(value) as { payload: Uint8Array };
    expect(request.payload).toEqual(Uint8Array.of(0xc1, 0xff));
  });

  it("answers bytes, and commands with theirs", () => {
    const { data, result } = constant(1024, {
      payload: encode({ a: 1 }),
      commands: [{ type: "store_kv", payload: { key: "k", value: 1 } }],
    });
    expect(
      createSkill(guest({ handle: result, more: data })).invokeRaw("any", new Uint8Array()),
    ).toEqual({
      ...nothing,
      value: encode({ a: 1 }),
      commands: [{ type: "store_kv", payload: encode({ key: "k", value: 1 }) }],
    });
  });
});
