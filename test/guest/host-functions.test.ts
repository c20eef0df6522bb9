import { fileURLToPath } from "node:url";
import { decode } from "@msgpack/msgpack";
import { beforeAll, describe, expect, test } from "vitest";
import { areas } from "../../contract/index.js";
import { loadModule } from "../../engine/load.js";
import { compileSkill } from "../support/compile.js";
import { type RawAnswer, RawHost } from "../support/raw-host.js";
import { readVector } from "../support/vectors.js";

const entry = fileURLToPath(new URL("fixtures/probe/lib.ts", import.meta.url));
const calls = areas.flatMap((area) => area.calls.map(({ name }) => ({ name, area: area.name })));
const quiet = ["sys_info", "time_now", "env_get", "log_write"];
const loud = calls.filter(({ name }) => !quiet.includes(name));

/** The options of `http.get` and `http.post` know more than their host functions: they use another. */
const rerouted = ["http_get", "http_post"];

describe.each(["0.28", "0.27"] as const)("host functions, compiled with asc %s", (asc) => {
  let wasm: Uint8Array;
  let host: RawHost;
  let seen: { name: string; request: Uint8Array }[];
  let answers: Map<string, Uint8Array>;

  beforeAll(async () => {
    ({ wasm } = await compileSkill({ entry, asc }));
    const serve = (name: string) => (request: Uint8Array) => {
      seen.push({ name, request });
      return answers.get(name) ?? new Uint8Array(0);
    };
    const functions = Object.fromEntries(calls.map(({ name }) => [name, serve(name)]));
    host = new RawHost(wasm, { functions });
  });

  function ask(form: "flat" | "result", name: string, answer: Uint8Array | [string, Uint8Array]) {
    seen = [];
    answers = new Map([Array.isArray(answer) ? answer : [name, answer]]);
    return host.invoke(form, { name });
  }

  test("there are 37 of the specification and 3 of ours, and the module imports each", () => {
    const names = calls.map(({ name }) => name).toSorted();
    expect(names).toHaveLength(37 + 3);
    expect(loadModule(wasm).hostFunctions.toSorted()).toEqual(names);
  });

  test.each(calls)("$name: the flat function sends every key, typed, byte for byte", (call) => {
    const golden = readVector(call.area, `${call.name}.request`);
    ask("flat", call.name, readVector(call.area, `${call.name}.answer`).bytes);
    const want = flatRequests[call.name] ?? golden.value;
    expect(seen.map(({ name }) => name)).toEqual([call.name]);
    expect(read(seen[0]?.request)).toEqual(want);
    if (want === golden.value) expect(hex(seen[0]?.request)).toBe(hex(golden.bytes));
  });

  test.each(calls)("$name: every field of the answer arrives in its class", (call) => {
    const golden = readVector(call.area, `${call.name}.answer`);
    const { value } = ask("flat", call.name, golden.bytes);
    expect(value).toEqual(classOf(call.name, golden.bytes));
  });

  test.each(calls.filter(({ name }) => !rerouted.includes(name)))(
    "$name: the namespace sends the same request and gives the same answer",
    (call) => {
      const { bytes } = readVector(call.area, `${call.name}.answer`);
      const { value } = ask("result", call.name, bytes);
      expect(hex(seen[0]?.request)).toBe(hex(readVector(call.area, `${call.name}.request`).bytes));
      expect(value).toEqual([true, "", "", classOf(call.name, bytes)]);
    },
  );

  test.each(rerouted)("%s: the namespace has all options, by http_request", (name) => {
    const { bytes } = readVector("http", "http_request.answer");
    const { value } = ask("result", name, ["http_request", bytes]);
    expect(seen.map((each) => ({ ...each, request: read(each.request) }))).toEqual([
      { name: "http_request", request: reroutedRequests[name] },
    ]);
    expect(value).toEqual([true, "", "", classOf("http_request", bytes)]);
  });

  test.each(loud)("$name: the flat function throws what the host says", ({ name }) => {
    const { bytes } = readVector("errors", "error");
    expect(() => ask("flat", name, bytes)).toThrow(`abi error: ${name}: not allowed`);
    expect(ask("flat", name, readVector("fs", "fs_write.answer").bytes).error).toBe(undefined);
  });

  test.each(quiet)("%s never throws and gives zero values", (name) => {
    const { value, error } = ask("flat", name, readVector("errors", "error").bytes);
    expect(error).toBe(undefined);
    expect(value).toEqual(zeros[name]);
    expect(ask("flat", name, new Uint8Array(0)).value).toEqual(zeros[name]);
    expect(ask("flat", name, Uint8Array.of(0xc1)).value).toEqual(zeros[name]);
  });

  test.each(calls)("$name: the namespace gives error and code, and doesn't throw", ({ name }) => {
    const { bytes } = readVector("errors", "error with code");
    const asked = rerouted.includes(name) ? "http_request" : name;
    const message = 'Cannot read "/etc/passwd": outside the allowed directories';
    expect(head(ask("result", name, [asked, bytes]))).toEqual([false, message, "denied"]);
    const without = readVector("errors", "error").bytes;
    expect(head(ask("result", name, [asked, without]))).toEqual([false, "not allowed", ""]);
  });

  test.each(calls)("$name: an empty answer is a failure", ({ name }) => {
    const answer = ask("result", name, new Uint8Array(0));
    expect(head(answer)).toEqual([false, "the host gave no answer", ""]);
  });

  test("unwrap gives the value, or throws the host's words", () => {
    const { bytes } = readVector("fs", "fs_read.answer");
    answers = new Map([["fs_read", bytes]]);
    expect(host.value("unwrap", { name: "/a" })).toEqual(Uint8Array.of(0, 255, 16, 254));
    expect(host.value("unwrap_or", { name: "/a" })).toEqual(Uint8Array.of(0, 255, 16, 254));
    answers = new Map([
      ["fs_read", readVector("errors", "error").bytes],
      ["fs_mkdir", readVector("errors", "error").bytes],
      ["archive_unpack", readVector("errors", "error").bytes],
    ]);
    expect(() => host.value("unwrap", { name: "/a" })).toThrow(/^not allowed$/);
    expect(() => host.value("unwrap_status", { name: "/a" })).toThrow(/^not allowed$/);
    expect(host.value("unwrap_or", { name: "/a" })).toEqual(Uint8Array.from(Buffer.from("other")));
    expect(host.value("unwrap_or_number", { name: "/a" })).toBe(-1);
    answers = new Map([["fs_mkdir", Uint8Array.of(0x80)]]);
    expect(host.value("unwrap_status", { name: "/a" })).toBe(null);
  });
});

function hex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString("hex");
}

/** Whether a result is fine, its error and its code. */
function head({ value }: RawAnswer): unknown[] {
  return (value as unknown[]).slice(0, 3);
}

function read(bytes: Uint8Array | undefined): unknown {
  return decode(bytes ?? new Uint8Array(0));
}

/** What the probe shows of an answer: nothing of a text that stands there twice, nil for void. */
function classOf(name: string, answer: Uint8Array): unknown {
  if (name === "prompt_complete") return { content: "hi there" };
  return hex(answer) === "80" ? null : decode(answer, { useBigInt64: true });
}

/** Flat functions can't tell an empty list of directories from none. */
const flatRequests: Record<string, unknown> = {
  fs_glob: {
    patterns: ["**/*.md", "docs/*"],
    path: "/work",
    only_files: true,
    only_dirs: true,
    match_hidden: true,
    max_depth: 7,
    ignore_dirs: ["dist"],
  },
};

const plain = {
  method: "GET",
  url: "https://example.org/a",
  body: new Uint8Array(0),
  headers: [],
  cookies: [],
  timeout_ms: 1500,
  max_bytes: 0,
  follow_redirects: false,
  use_jar: false,
};

const reroutedRequests: Record<string, unknown> = {
  http_get: plain,
  http_post: {
    ...plain,
    method: "POST",
    url: "https://example.org/b",
    body: Uint8Array.of(0x7b, 0x7d),
    headers: [{ name: "Content-Type", value: "application/json" }],
    timeout_ms: 0,
    max_bytes: 6_000_000_000,
  },
};

const zeros: Record<string, unknown> = {
  sys_info: { os: "", arch: "", hostname: "", num_cpu: 0 },
  time_now: { unix: 0, unix_nano: 0, rfc3339: "", timezone: "", utc_offset: 0 },
  env_get: { value: "" },
  log_write: null,
};
