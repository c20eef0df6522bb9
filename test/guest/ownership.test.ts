import { isDeepStrictEqual } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { Random } from "../support/random.js";
import {
  encodeRequest,
  type Freeing,
  GuestAbort,
  type RawHost,
  readAnswer,
} from "../support/raw-host.js";
import { buildHabits, fileOf, openHabits, type Runtime, runtimes } from "./habits.js";

const hosts: Freeing[] = ["everything once", "only results", "nothing"];
const wasm = {} as Record<Runtime, Uint8Array>;

beforeAll(async () => {
  for (const runtime of runtimes) wasm[runtime] = await buildHabits(runtime);
});

/** Requests of many sizes: for memory that isn't flat, a leak or a hole must show. */
const requests = Array.from({ length: 48 }, (_, i) =>
  i % 3 === 0
    ? encodeRequest("around", { path: `/${"p".repeat(i * 9)}` }, { request_id: `r${i}` })
    : encodeRequest("echo", { text: "ж".repeat(i * i) }),
);

/** Memory after each of `rounds` rounds of `calls` calls. */
function run(host: RawHost, calls: number, rounds: number): number[] {
  return Array.from({ length: rounds }, () => {
    for (let i = 0; i < calls; i++) host.handle(requests[i % requests.length] as Uint8Array);
    return host.memoryBytes;
  });
}

describe.each(runtimes)("with the %s runtime", (runtime) => {
  test.each(hosts)("100,000 calls of a host that frees %s leave memory flat", (freeing) => {
    const host = openHabits(wasm[runtime], { freeing });
    const [warm, ...later] = run(host, 20_000, 5);
    expect(later).toEqual([warm, warm, warm, warm]);
    expect(host.value("echo", { text: "still here" })).toBe("still here");
  });

  test("two blocks before one call hold what was written to them", () => {
    const host = openHabits(wasm[runtime]);
    for (let i = 0; i < 100; i++) {
      const [one, two] = [
        encodeRequest("echo", { text: "one" }),
        encodeRequest("size", { raw: i }),
      ];
      const first = host.place(one);
      const second = host.place(two);
      expect(host.read(first, one.length)).toEqual(one);
      const answer = host.unpack(host.exports.skill_handle(first, one.length));
      expect(readAnswer(answer).value).toBe("one");
      expect(host.read(second, two.length)).toEqual(two);
    }
  });

  test("blocks of any size lie beside each other, aligned, until a call is over", () => {
    const host = openHabits(wasm[runtime]);
    const random = new Random(7);
    for (let round = 0; round < 30; round++) {
      const blocks = Array.from({ length: 40 }, (_, i) => {
        const bytes = new Uint8Array(random.pick([0, 1, 15, 16, 17, 500, 2000, 8175, 9000])).fill(
          i,
        );
        return { bytes, at: host.place(bytes) };
      });
      const harmed = blocks.filter(
        ({ bytes, at }) => !isDeepStrictEqual(host.read(at, bytes.length), bytes),
      );
      expect(harmed).toEqual([]);
      expect(blocks.filter(({ at }) => at % 16 !== 0)).toEqual([]);
      expect(new Set(blocks.map(({ at }) => at)).size).toBe(40);
      expect(host.value("echo", { text: "fine" })).toBe("fine");
    }
  });

  test.each([2 ** 30, 2 ** 31, 2 ** 32 - 32, 2 ** 32 - 1])(
    "a block of %i bytes is a trap and no address",
    (size) => {
      const host = openHabits(wasm[runtime]);
      expect(() => host.exports.skill_alloc(size)).toThrow();
      expect(host.value("echo", { text: "fine" })).toBe("fine");
    },
  );

  test("an empty request is refused", () => {
    const host = openHabits(wasm[runtime]);
    const { error } = readAnswer(host.handle(new Uint8Array(0)));
    expect(error).toBe("Cannot decode request at offset 0: found the end, expected map");
    expect(host.value("echo", { text: "fine" })).toBe("fine");
  });

  test("a request may lie in a block that isn't the last", () => {
    const host = openHabits(wasm[runtime]);
    const first = encodeRequest("echo", { text: "the first" });
    const at = host.place(first);
    for (let i = 0; i < 10; i++) host.place(new Uint8Array(i * 1000).fill(0xee));
    const answer = host.unpack(host.exports.skill_handle(at, first.length));
    expect(readAnswer(answer).value).toBe("the first");
  });

  test("a result stays until the next outermost call, whatever is freed", () => {
    const host = openHabits(wasm[runtime]);
    const request = encodeRequest("echo", { text: "x".repeat(3000) });
    const at = host.place(request);
    const packed = host.exports.skill_handle(at, request.length);
    host.exports.skill_free(at);
    host.exports.skill_free(Number(packed >> 32n));
    expect(readAnswer(host.unpack(packed)).value).toBe("x".repeat(3000));
  });

  test("unknown pointers and second frees are ignored", () => {
    const host = openHabits(wasm[runtime]);
    for (let i = 0; i < 200; i++) {
      const request = requests[i % requests.length] as Uint8Array;
      const at = host.place(request);
      const packed = host.exports.skill_handle(at, request.length);
      const want = host.unpack(packed);
      const result = Number(packed >> 32n);
      for (const pointer of [at, at, result, result, result + 8, 0, 1, 4, 1024, -1, 0x7fffffff]) {
        host.exports.skill_free(pointer);
      }
      expect(host.handle(request)).toEqual(want);
    }
  });

  test("a late free of an address that is in use again does no harm", () => {
    const host = openHabits(wasm[runtime], { freeing: "nothing" });
    const old = new Set<number>();
    for (let i = 0; i < 300; i++) {
      const request = requests[i % requests.length] as Uint8Array;
      const at = host.place(request);
      for (const pointer of old) host.exports.skill_free(pointer);
      const packed = host.exports.skill_handle(at, request.length);
      for (const pointer of old) host.exports.skill_free(pointer);
      expect(readAnswer(host.unpack(packed)).error).toBe(undefined);
      old.add(at).add(Number(packed >> 32n));
    }
  });

  test("a call inside a host call leaves the outer one right", () => {
    const inner: unknown[] = [];
    let depth = 0;
    const host = openHabits(wasm[runtime], {
      functions: {
        fs_read: (_, self) => {
          if (depth++ < 5) {
            inner.push(self.invoke("around", { path: "/inner" }, { request_id: "in" }));
            self.value("echo", { text: "x".repeat(50_000) });
          }
          return fileOf("content");
        },
      },
    });
    const outer = host.invoke("around", { path: "/outer" }, { request_id: "out" });
    expect(outer).toEqual(around("/outer", "out"));
    expect(inner).toEqual(Array.from({ length: 5 }, () => around("/inner", "in")));
    expect(host.value("echo", { text: "after" })).toBe("after");
  });

  test.each(["fail", "fail_late"])(
    "a nested %s that the host catches leaves it right too",
    (method) => {
      const caught: unknown[] = [];
      const host = openHabits(wasm[runtime], {
        functions: {
          fs_read: (_, self) => {
            for (let i = 0; i < 20; i++) caught.push(trap(() => self.invoke(method)));
            return fileOf("content");
          },
        },
      });
      for (let i = 0; i < 50; i++) {
        const outer = host.invoke("around", { path: "/outer" }, { request_id: `out${i}` });
        expect(outer).toEqual(around("/outer", `out${i}`));
      }
      expect(caught).toHaveLength(1000);
      expect(new Set(caught.map((error) => error instanceof GuestAbort))).toEqual(new Set([true]));
    },
  );

  test("100,000 calls with one inside each leave memory flat", () => {
    const inner = encodeRequest("around", { path: "/inner" });
    let isNested = false;
    const host = openHabits(wasm[runtime], {
      functions: {
        fs_read: (_, self) => {
          if (isNested) return fileOf("content");
          isNested = true;
          self.handle(inner);
          isNested = false;
          return fileOf("content");
        },
      },
    });
    const [warm, ...later] = run(host, 20_000, 5);
    expect(later).toEqual([warm, warm, warm, warm]);
  });
});

function trap(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

/** What `around` answers when every file holds `content`. */
function around(path: string, id: string): object {
  return {
    state: Uint8Array.from(Buffer.from(`state of ${path}`)),
    commands: [{ type: "emit_event", payload: { topic: `around${path}`, payload: null } }],
    llm_context: `first ${path}\nthen ${path}`,
    value: `before ${path} ${id} content after ${path} ${id}`,
  };
}
