import { encode } from "@msgpack/msgpack";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Devices, HostCall, HostCallRecord, Notice } from "../../engine/device.js";
import { HostError } from "../../engine/errors.js";
import { createSkill, type Skill, type SkillOptions } from "../../engine/skill.js";
import { hostFunctions } from "../../engine/wire/host-functions.gen.js";
import { constantBytes, type GuestParts, guest, pack } from "./guest.js";

/**
 * A guest that calls one host function with these bytes and answers with what it got: its
 * response is `payload` as bin, written in front of the host's answer.
 */
function asking(name: string, request: Uint8Array, parts: GuestParts = {}): GuestParts {
  const { data } = constantBytes(2048, request);
  const head = constantBytes(1024, Uint8Array.of(0x81, 0xa7, ...Buffer.from("payload"), 0xc6));
  const handle = `(local $r i64) (local $at i32)
    (local.set $r (call $ask (i32.const 2048) (i32.const ${request.length})))
    (local.set $at (i32.wrap_i64 (i64.shr_u (local.get $r) (i64.const 32))))
    (local.set $n (i32.wrap_i64 (local.get $r)))
    (i32.store8 (i32.const 1036) (i32.shr_u (local.get $n) (i32.const 8)))
    (i32.store8 (i32.const 1037) (local.get $n))
    (memory.copy (i32.const 1038) (local.get $at) (local.get $n))
    ${pack("(i32.const 1024)", "(i32.add (i32.const 14) (local.get $n))")}`;
  return {
    imports: `(import "env" "${name}" (func $ask (param i32 i32) (result i64)))`,
    handle,
    ...parts,
    more: `${head.data} ${data} ${parts.more ?? ""}`,
  };
}

function skillAsking(name: string, request: unknown, options: SkillOptions = {}): Skill {
  const bytes = request instanceof Uint8Array ? request : encode(request);
  return createSkill(guest(asking(name, bytes)), options);
}

/** Devices of which only some functions exist, as far as a test needs them. */
const devicesOf = (devices: Record<string, Record<string, unknown>>) => devices as Devices;

afterEach(() => vi.restoreAllMocks());

describe("a host function", () => {
  it("hands the request to the device and its answer to the guest", () => {
    const asked: unknown[] = [];
    const fs_ls = (request: unknown) => {
      asked.push(request);
      return {
        entries: [
          { name: "a", size: 2n ** 60n, is_dir: true, mod_time: 5, mode: 420, mode_str: "" },
        ],
      };
    };
    const devices = devicesOf({ fs: { fs_ls } });
    const skill = skillAsking("fs_ls", { path: "/tmp", long: true }, { devices });
    expect(skill.invoke("any").value).toEqual({
      entries: [{ name: "a", size: 2n ** 60n, is_dir: true, mod_time: 5, mode: 420, mode_str: "" }],
    });
    expect(asked).toEqual([{ path: "/tmp", long: true }]);
  });

  it("gives the device the call that asks", () => {
    const calls: HostCall[] = [];
    const devices = devicesOf({
      system: { env_get: (_: unknown, call: HostCall) => ({ value: `${calls.push(call)}` }) },
    });
    const skill = skillAsking("env_get", { key: "HOME" }, { id: "my-skill", devices });
    skill.invoke(
      "run",
      {},
      {
        requestId: "r1",
        traceId: "t1",
        sessionId: "s1",
        llmSessionId: "l1",
        callerId: "other",
        deadlineNs: 99n,
      },
    );
    skill.invoke("again");
    const nobody = { requestId: "", traceId: "", sessionId: "", llmSessionId: "", callerId: "" };
    expect(calls).toEqual([
      {
        skillId: "my-skill",
        method: "run",
        requestId: "r1",
        traceId: "t1",
        sessionId: "s1",
        llmSessionId: "l1",
        callerId: "other",
        deadlineNs: 99n,
      },
      { skillId: "my-skill", method: "again", ...nobody, deadlineNs: 0 },
    ]);
  });

  it("keeps the device's `this`", () => {
    class System {
      readonly variables: Record<string, string> = { HOME: "/root" };
      env_get({ key }: { key: string }) {
        return { value: this.variables[key] };
      }
    }
    const devices = devicesOf({ system: new System() as never });
    const skill = skillAsking("env_get", { key: "HOME" }, { devices });
    expect(skill.invoke("any").value).toEqual({ value: "/root" });
  });

  it("takes a request with its default keys left out", () => {
    const asked: unknown[] = [];
    const devices = devicesOf({
      http: { http_get: (request: unknown) => void asked.push(request) },
    });
    skillAsking("http_get", { url: "http://x" }, { devices, onNotice: () => {} }).invoke("any");
    expect(asked).toEqual([{ url: "http://x", timeout_ms: 0, max_bytes: 0 }]);
  });

  it("called while the module starts answers 0 and reaches no device", () => {
    const env_get = vi.fn();
    const start = `(global $got (mut i64) (i64.const 7))
      (func $go (global.set $got (call $ask (i32.const 2048) (i32.const 1)))) (start $go)`;
    const handle = `(if (i64.ne (global.get $got) (i64.const 0)) (then unreachable))
      ${pack("(local.get $p)", "(local.get $n)")}`;
    const parts = asking("env_get", Uint8Array.of(0x80), { handle, more: start });
    const skill = createSkill(guest(parts), { devices: devicesOf({ system: { env_get } }) });
    expect(skill.invoke("any").error).toBeUndefined();
    expect(env_get).not.toHaveBeenCalled();
  });
});

const broken: [what: string, name: string, request: Uint8Array, message: string][] = [
  [
    "a value of the wrong type",
    "fs_read",
    encode({ path: true }),
    'Cannot decode "path" of fs_read at offset 6: found 0xc3 (boolean), expected string',
  ],
  [
    "a required key left out",
    "fs_read",
    encode({ paths: "/a" }),
    'Cannot decode fs_read at offset 0: "path" is missing',
  ],
  [
    "a wrong value deep inside",
    "http_request",
    encode({ url: "u", headers: [{ name: "a", value: "b" }, { name: 5 }] }),
    'Cannot decode "headers[1].name" of http_request at offset 38: found 0x05 (integer), expected string',
  ],
  [
    "an integer out of range",
    "fs_chmod",
    encode({ path: "/a", mode: -1 }),
    'Cannot decode "mode" of fs_chmod at offset 14: -1 is out of range',
  ],
  [
    "a request that is cut",
    "fs_read",
    encode({ path: "/abc" }).slice(0, -2),
    'Cannot decode "path" of fs_read at offset 6: 4 more bytes needed, 2 left',
  ],
  [
    "text that isn't UTF-8",
    "env_get",
    Uint8Array.of(0x81, 0xa3, ...Buffer.from("key"), 0xa1, 0xff),
    'Cannot decode "key" of env_get at offset 5: not UTF-8',
  ],
  [
    "no map",
    "time_now",
    encode([1]),
    "Cannot decode time_now at offset 0: found 0x91 (array), expected map",
  ],
];

describe("a request with", () => {
  it.each(broken)(
    "%s is answered as invalid, and the device isn't asked",
    (_, name, bytes, error) => {
      const serve = vi.fn();
      const { area } = hostFunctions[name as keyof typeof hostFunctions];
      const skill = skillAsking(name, bytes, { devices: devicesOf({ [area]: { [name]: serve } }) });
      for (let round = 0; round < 2; round++) {
        expect(skill.invoke("any").value).toEqual({ error, error_code: "invalid" });
      }
      expect(serve).not.toHaveBeenCalled();
    },
  );
});

describe("a device", () => {
  it.each([
    ["that is missing", {}],
    ["that lacks the function", { fs: {} }],
  ])("%s makes the function unavailable", (_, devices) => {
    const skill = skillAsking("fs_read", { path: "/a" }, { devices: devicesOf(devices) });
    expect(skill.invoke("any").value).toEqual({
      error: "Cannot call fs_read: this host has no fs device",
      error_code: "unavailable",
    });
  });

  it("that throws a HostError answers with its message and code", () => {
    const fs_read = () => {
      throw new HostError('Cannot read "/a": no such file', { code: "not_found" });
    };
    const skill = skillAsking(
      "fs_read",
      { path: "/a" },
      { devices: devicesOf({ fs: { fs_read } }) },
    );
    const answer = { error: 'Cannot read "/a": no such file', error_code: "not_found" };
    expect(skill.invoke("any").value).toEqual(answer);
    expect(skill.invoke("any").value).toEqual(answer);
  });

  it("that throws a HostError without a message still fails the call", () => {
    const fs_read = () => {
      throw new HostError("", { code: "denied" });
    };
    const skill = skillAsking(
      "fs_read",
      { path: "/a" },
      { devices: devicesOf({ fs: { fs_read } }) },
    );
    expect(skill.invoke("any").value).toEqual({ error: "denied", error_code: "denied" });
  });

  const failures: [what: string, fs_read: () => unknown, error: unknown][] = [
    [
      "throws",
      () => {
        throw new RangeError("bug");
      },
      new RangeError("bug"),
    ],
    [
      "answers with the wrong type",
      () => ({ content: "text" }),
      new TypeError(
        "Cannot encode the answer of fs_read: content is a string, expected a Uint8Array",
        { cause: new TypeError("Cannot encode bytes: found string") },
      ),
    ],
    [
      "answers with nothing",
      () => undefined,
      expect.objectContaining({
        message: "Cannot encode the answer of fs_read: the answer is undefined, expected an object",
      }),
    ],
    [
      "answers with a promise",
      () => Promise.resolve({ content: new Uint8Array() }),
      new TypeError("Cannot encode the answer of fs_read: the device gave a promise"),
    ],
  ];

  it.each(failures)("that %s is an internal error, told to the embedder", (_, fs_read, error) => {
    const notices: Notice[] = [];
    const skill = skillAsking(
      "fs_read",
      { path: "/a" },
      {
        devices: devicesOf({ fs: { fs_read } }),
        onNotice: (notice) => void notices.push(notice),
      },
    );
    expect(skill.invoke("any").value).toEqual({
      error: "Cannot call fs_read: the host failed",
      error_code: "internal",
    });
    expect(notices).toEqual([{ kind: "device_failed", name: "fs_read", error }]);
  });

  it("that fails unexpectedly is printed when nobody listens", () => {
    const print = vi.spyOn(console, "error").mockImplementation(() => {});
    const bug = new Error("bug");
    const fs_read = () => {
      throw bug;
    };
    skillAsking("fs_read", { path: "/a" }, { devices: devicesOf({ fs: { fs_read } }) }).invoke(
      "any",
    );
    expect(print).toHaveBeenCalledExactlyOnceWith(bug);
  });

  it("may call the skill while the skill waits for it", () => {
    let depth = 0;
    const calls: string[] = [];
    const env_get = (_: unknown, call: HostCall) => {
      calls.push(call.requestId);
      const inner =
        ++depth < 3 ? skill.invoke("inner", {}, { requestId: `r${depth}` }).value : null;
      calls.push(call.requestId);
      return { value: JSON.stringify(inner) };
    };
    const skill = skillAsking(
      "env_get",
      { key: "K" },
      { devices: devicesOf({ system: { env_get } }) },
    );
    expect(skill.invoke("outer", {}, { requestId: "r0" }).value).toEqual({
      value: '{"value":"{\\"value\\":\\"null\\"}"}',
    });
    expect(calls).toEqual(["r0", "r1", "r2", "r2", "r1", "r0"]);
  });
});

describe("onHostCall", () => {
  it("is told request, answer, call and duration", () => {
    const records: HostCallRecord[] = [];
    let clock = 100;
    const env_get = () => {
      clock += 7;
      return { value: "v" };
    };
    const skill = skillAsking(
      "env_get",
      { key: "K" },
      {
        id: "s",
        devices: devicesOf({ system: { env_get } }),
        onHostCall: (record) => void records.push(record),
        now: () => clock,
      },
    );
    expect(skill.invoke("run").value).toEqual({ value: "v" });
    expect(records).toEqual([
      {
        name: "env_get",
        call: expect.objectContaining({ skillId: "s", method: "run" }),
        request: { key: "K" },
        answer: { value: "v" },
        error: undefined,
        durationMs: 7,
      },
    ]);
  });

  it("is told errors, with what could be read of the request", () => {
    const records: HostCallRecord[] = [];
    const onHostCall = (record: HostCallRecord) => void records.push(record);
    skillAsking("env_get", { key: "K" }, { onHostCall }).invoke("any");
    skillAsking("env_get", {}, { onHostCall }).invoke("any");
    expect(records.map(({ request, answer, error }) => ({ request, answer, error }))).toEqual([
      {
        request: { key: "K" },
        answer: undefined,
        error: {
          message: "Cannot call env_get: this host has no system device",
          code: "unavailable",
        },
      },
      {
        request: undefined,
        answer: undefined,
        error: { message: 'Cannot decode env_get at offset 0: "key" is missing', code: "invalid" },
      },
    ]);
  });
});
