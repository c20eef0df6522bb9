import { fileURLToPath } from "node:url";
import { decode, encode } from "@msgpack/msgpack";
import { beforeAll, describe, expect, test } from "vitest";
import { areas } from "../../contract/index.js";
import { compileSkill } from "../support/compile.js";
import { encodeRequest, RawHost } from "../support/raw-host.js";
import { readVector } from "../support/vectors.js";

const entry = fileURLToPath(new URL("fixtures/probe/lib.ts", import.meta.url));
const calls = areas
  .flatMap((area) => area.calls.map((call) => ({ ...call, area: area.name })))
  .filter(({ answer }) => answer !== null);
/** Calls whose answer doesn't end in a second key with the same value. */
const unaliased = calls.filter(({ answer }) => !(answer && "alias" in answer));
/** `http.get` and `http.post` go through another host function. */
const viaRequest = ["http_get", "http_post"];
const refused = encode({ error: "not allowed", error_code: "denied" });

describe.each(["0.28", "0.27"] as const)("host answers, compiled with asc %s", (asc) => {
  let host: RawHost;
  let answers: Record<string, (host: RawHost) => Uint8Array>;

  beforeAll(async () => {
    const { wasm } = await compileSkill({ entry, asc });
    const names = areas.flatMap((area) => area.calls.map(({ name }) => name));
    const serve = (name: string) => (_: Uint8Array, at: RawHost) =>
      answers[name]?.(at) ?? Uint8Array.of(0x80);
    const functions = Object.fromEntries(names.map((name) => [name, serve(name)]));
    host = new RawHost(wasm, { functions });
  });

  function ask(name: string, answer: Uint8Array) {
    answers = { [viaRequest.includes(name) ? "http_request" : name]: () => answer };
    return host.invoke("result", { name }).value;
  }

  /** What the guest has for an answer without anything in it. */
  function zero(name: string) {
    return (ask(name, refused) as unknown[])[3];
  }

  const maps = calls.filter(({ name }) => name !== "history_get");
  test.each(maps)("$name: beside an error nothing else in the answer counts", ({ area, name }) => {
    const golden = decode(readVector(area, `${name}.answer`).bytes, { useBigInt64: true });
    const both = encode({ ...(golden as object), error: "too late" }, { useBigInt64: true });
    expect(ask(name, both)).toEqual([false, "too late", "", zero(name)]);
  });

  test.each(calls)("$name: a cut answer is refused and leaves nothing", ({ area, name }) => {
    const { bytes } = readVector(area, `${name}.answer`);
    const words = expect.stringMatching(/^Cannot decode answer/);
    const value = zero(name);
    expect(ask(name, bytes.subarray(0, -1))).toEqual([false, words, "invalid", value]);
  });

  test.each(unaliased)("$name: nothing of an answer with a wrong type stays", ({ area, name }) => {
    const golden = decode(readVector(area, `${name}.answer`).bytes, { useBigInt64: true });
    const wrong = encode(spoilt(golden), { useBigInt64: true });
    const words = expect.stringMatching(/^Cannot decode answer/);
    const value = zero(name);
    expect(ask(name, wrong)).toEqual([false, words, "invalid", value]);
  });

  test("a call that is made while the host answers another one changes nothing for that one", () => {
    const nested = (name: string) => (at: RawHost) => {
      const inner = answers;
      answers = { fs_mkdir: () => encode({ error: "inner" }) };
      at.handle(encodeRequest("result", { name: "fs_mkdir" }));
      answers = inner;
      return readVector("fs", `${name}.answer`).bytes;
    };
    answers = { fs_allowed_dirs: nested("fs_allowed_dirs") };
    const quiet = host.invoke("result", { name: "fs_allowed_dirs" }).value as unknown[];
    expect(quiet.slice(0, 3)).toEqual([true, "", ""]);
    const refuse = nested("fs_allowed_dirs");
    answers = {
      fs_allowed_dirs: (at) => {
        refuse(at);
        return encode({ error: "outer" });
      },
    };
    const loud = () => host.invoke("flat", { name: "fs_allowed_dirs" });
    expect(loud).toThrow(/^abi error: fs_allowed_dirs: outer$/);
    expect(ask("fs_mkdir", Uint8Array.of(0x80))).toEqual([true, "", "", null]);
  });
});

/** The same with a map in place of the scalar that is read last. */
function spoilt(value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0) {
    return [...value.slice(0, -1), spoilt(value.at(-1))];
  }
  const isMap = typeof value === "object" && value !== null && !(value instanceof Uint8Array);
  if (!isMap || Array.isArray(value)) return { no: 1 };
  const pairs = Object.entries(value);
  const last = pairs.pop() ?? ["", 0];
  return Object.fromEntries([...pairs, [last[0], spoilt(last[1])]]);
}
