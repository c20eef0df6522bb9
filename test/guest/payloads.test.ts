import { beforeAll, describe, expect, test } from "vitest";
import { loadModule } from "../../engine/load.js";
import { createSkill, type Skill } from "../../engine/skill.js";
import { buildHabits } from "./habits.js";

const MIB = 1024 * 1024;
let wasm: Uint8Array;

beforeAll(async () => {
  wasm = await buildHabits("incremental");
});

/** A skill whose written files land in `written`. */
function open(maxMemoryBytes: number): { skill: Skill; written: Uint8Array[] } {
  const written: Uint8Array[] = [];
  const fs = {
    fs_write: ({ content }: { content: Uint8Array }) => {
      written.push(content.slice());
      return {};
    },
  };
  const devices = { fs: fs as never };
  return { skill: createSkill(loadModule(wasm, { maxMemoryBytes }), { devices }), written };
}

/** What the skill writes. */
function expected(size: number): Uint8Array {
  return new Uint8Array(size).map((_, i) => ((i * 7) ^ (i >> 8)) & 255);
}

describe("a file that a skill writes", () => {
  test.each([0, 1, 255, 256, 65_535, 65_536, 600 * 1024])("of %i bytes arrives whole", (size) => {
    const { skill, written } = open(64 * MIB);
    expect(skill.invoke("write", { size }).error).toBe(undefined);
    expect(written.map((content) => content.length)).toEqual([size]);
    expect(Buffer.compare(written[0] as Uint8Array, expected(size))).toBe(0);
  });

  test("of 64 MiB arrives whole when memory may grow that far", () => {
    const { skill, written } = open(256 * MIB);
    expect(skill.invoke("write", { size: 64 * MIB }).error).toBe(undefined);
    expect(Buffer.compare(written[0] as Uint8Array, expected(64 * MIB))).toBe(0);
    expect(skill.invoke("echo", { text: "still here" }).value).toBe("still here");
  });

  test("of 64 MiB ends the call when memory is capped, and the next call is fine", () => {
    const { skill, written } = open(64 * MIB);
    expect(() => skill.invoke("write", { size: 64 * MIB })).toThrow();
    expect(written).toEqual([]);
    expect(skill.invoke("echo", { text: "still here" }).value).toBe("still here");
  });
});

describe("an argument", () => {
  test("of 64 MiB arrives whole when memory may grow that far", () => {
    const { skill } = open(320 * MIB);
    const raw = new Uint8Array(64 * MIB);
    expect(skill.invoke("size", { raw }).value).toBe(64 * MIB);
    expect(skill.invoke("echo", { text: "still here" }).value).toBe("still here");
  });

  test("of 26 MiB of text in many scripts comes back whole", () => {
    const { skill } = open(320 * MIB);
    const text = "größe 漢字 😀 plain ".repeat(MIB);
    expect(skill.invoke("echo", { text }).value === text).toBe(true);
  });
});
