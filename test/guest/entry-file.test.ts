import { fileURLToPath } from "node:url";
import { encode } from "@msgpack/msgpack";
import { beforeAll, describe, expect, test } from "vitest";
import { loadModule } from "../../engine/load.js";
import { createSkill } from "../../engine/skill.js";
import { type AscVersion, compileSkill } from "../support/compile.js";
import { encodeRequest, RawHost } from "../support/raw-host.js";

const entry = fileURLToPath(new URL("fixtures/by-hand/lib.ts", import.meta.url));
const none = new Uint8Array(0);

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "nothing thrown";
}

describe.each<AscVersion>(["0.28", "0.27"])("an entry file by hand, with asc %s", (asc) => {
  let wasm: Uint8Array;
  let host: RawHost;

  beforeAll(async () => {
    ({ wasm } = await compileSkill({ entry, asc }));
    const content = () => encode({ content: Uint8Array.of(1, 2) });
    host = new RawHost(wasm, { functions: { fs_read: content } });
  });

  test("serves its methods", () => {
    const more = { session_id: "s-1" };
    expect(host.invoke("greet", { name: "Ада", times: 2 }, more)).toEqual({
      value: "Hello, Ада! Hello, Ада! s-1",
      llm_context: "greeted Ада",
      state: none,
    });
    expect(host.value("read", {}, { request_id: "a" })).toEqual(Uint8Array.of(1, 2));
    expect(host.invoke("nothing")).toEqual({ value: null, state: none });
    expect(host.invoke("on_tick", { n: 1 }).state).toEqual(encode({ n: 1 }));
  });

  test("gets methods that it didn't register too, and answers errors", () => {
    expect(host.invoke("nobody")).toEqual({ error: "unknown method: nobody", state: none });
    expect(host.invoke("greet", none)).toEqual({ error: "name is required", state: none });
  });

  test("gets requests that leave out all but the method", () => {
    expect(host.handle(encode({ method: "nothing" }))).toEqual(
      host.handle(encodeRequest("nothing", {})),
    );
  });

  test("is described by what it registered, in two goes", () => {
    const skill = createSkill(loadModule(wasm)).describe();
    expect(skill).toMatchObject({
      version: 1,
      skill_id: "com.example.by-hand",
      skill_name: "By hand",
      skill_version: "0.2.0",
      description: "Written by hand",
      sdk_version: 0x000300,
      requirements: [{ kind: "fs", pattern: "/data/**", mode: "ro" }],
    });
    const facts = skill.methods.map(({ name, mcp_hidden, private_callback, params }) => [
      name,
      mcp_hidden,
      private_callback,
      params.map(({ name, type, description, required }) => [name, type, description, required]),
    ]);
    expect(facts).toEqual([
      [
        "greet",
        false,
        false,
        [
          ["name", "string", "Whom", true],
          ["times", "integer", "How often", false],
        ],
      ],
      ["read", false, false, []],
      ["nothing", false, false, []],
      ["on_tick", true, true, []],
    ]);
  });

  test("stays the same over 20,000 calls, throwing or not", () => {
    const good = encodeRequest("greet", { name: "a".repeat(200), times: 3 }, { session_id: "s" });
    const bad = encodeRequest("greet", Uint8Array.of(0xc1));
    const words = "Cannot decode value at offset 0: found 0xc1 (reserved), expected value";
    const want = host.handle(good);
    const memory = Array.from({ length: 4 }, () => {
      for (let i = 0; i < 5_000; i++) {
        if (Buffer.compare(host.handle(good), want) !== 0) throw new Error("another answer");
        if (messageOf(() => host.handle(bad)) !== words) throw new Error("another error");
      }
      return host.memoryBytes;
    });
    expect(new Set(memory.slice(1)).size).toBe(1);
  });

  test("imports what it uses and nothing else", () => {
    expect(loadModule(wasm).hostFunctions).toEqual(["fs_read"]);
  });
});
