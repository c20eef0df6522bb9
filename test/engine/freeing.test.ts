import { encode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import { Abi } from "../../engine/abi.js";
import { Writer } from "../../engine/codec/writer.js";

/** A guest written by hand, which records what is freed. */
class Guest {
  readonly memory = { buffer: new ArrayBuffer(65536) };
  readonly freed: number[] = [];
  readonly abi: Abi;
  /** What `skill_alloc` answers, in turn; then multiples of 1000. */
  pointers: number[] = [];
  private allocated = 0;

  constructor(handle: (guest: Guest, request: number) => bigint) {
    this.abi = new Abi({
      memory: this.memory,
      skill_alloc: () => this.pointers.shift() ?? ++this.allocated * 1000,
      skill_free: (pointer) => void this.freed.push(pointer),
      skill_handle: (pointer) => handle(this, pointer),
      skill_describe: () => this.answerAt(60_000),
    });
  }

  /** Puts an answer into memory and packs where. */
  answerAt(pointer: number, value: unknown = "fine"): bigint {
    const bytes = encode(value);
    new Uint8Array(this.memory.buffer).set(bytes, pointer);
    return (BigInt(pointer) << 32n) | BigInt(bytes.length);
  }

  call(): unknown {
    return this.abi.handle(message("request"), (reader) => reader.value());
  }

  /** What a host function does: places its answer and gives its pointer. */
  hostCall(): number {
    return Number(this.abi.answer(message("answer")) >> 32n);
  }
}

function message(value: unknown): Writer {
  const writer = new Writer();
  writer.value(value);
  return writer;
}

describe("after the outermost call the host frees", () => {
  it("the request and the result", () => {
    const guest = new Guest((self) => self.answerAt(50_000));
    expect(guest.call()).toBe("fine");
    expect(guest.freed).toEqual([1000, 50_000]);
  });

  it("every host call's answer too, none before the call has returned", () => {
    const guest = new Guest((self) => {
      self.hostCall();
      self.hostCall();
      expect(self.freed).toEqual([]);
      return self.answerAt(50_000);
    });
    guest.call();
    expect(guest.freed).toEqual([1000, 2000, 3000, 50_000]);
  });

  it("a pointer once that skill_alloc answered several times", () => {
    const guest = new Guest((self) => {
      for (let left = 20; left > 0; left--) self.hostCall();
      return self.answerAt(9000);
    });
    guest.pointers = new Array(21).fill(9000);
    guest.call();
    expect(guest.freed).toEqual([9000]);
  });

  it("once a result that lies in the request's block", () => {
    const guest = new Guest((self, request) => self.answerAt(request));
    guest.call();
    expect(guest.freed).toEqual([1000]);
  });

  it("each of many blocks once", () => {
    const guest = new Guest((self) => {
      for (let left = 40; left > 0; left--) self.hostCall();
      return self.answerAt(50_000);
    });
    guest.pointers = Array.from({ length: 41 }, (_, index) => 1000 + (index % 30) * 8);
    guest.call();
    expect(guest.freed).toHaveLength(31);
    expect(new Set(guest.freed).size).toBe(31);
  });

  it("what nested calls used, and nothing when they return", () => {
    let depth = 0;
    const guest = new Guest((self) => {
      depth++;
      if (depth < 3) self.call();
      expect(self.freed).toEqual([]);
      return self.answerAt(50_000 + depth-- * 100);
    });
    guest.call();
    expect(guest.freed.sort((a, b) => a - b)).toEqual([1000, 2000, 3000, 50_100, 50_200, 50_300]);
  });

  it("each call's blocks only then", () => {
    const guest = new Guest((self) => self.answerAt(50_000));
    guest.call();
    guest.call();
    expect(guest.freed).toEqual([1000, 50_000, 2000, 50_000]);
  });
});

describe("the host frees nothing", () => {
  it("of the descriptor, which stays the guest's", () => {
    const guest = new Guest((self) => self.answerAt(50_000));
    expect(guest.abi.describe((reader) => reader.value())).toBe("fine");
    expect(guest.freed).toEqual([]);
  });

  it("after a trap", () => {
    const guest = new Guest((self) => {
      self.hostCall();
      throw new RangeError("stack");
    });
    expect(() => guest.call()).toThrow("Cannot finish the call: the stack is full");
    expect(guest.freed).toEqual([]);
    expect(guest.abi.broken).toBe(true);
  });

  it("after an answer that it couldn't read", () => {
    const guest = new Guest(() => 0n);
    expect(() => guest.call()).toThrow("it is empty");
    expect(guest.freed).toEqual([]);
  });

  it("when a nested call has trapped, though the outer one answers", () => {
    let depth = 0;
    const guest = new Guest((self) => {
      if (++depth === 2) throw new RangeError("stack");
      expect(() => self.call()).toThrow("the stack is full");
      self.hostCall();
      return self.answerAt(50_000);
    });
    expect(guest.call()).toBe("fine");
    expect(guest.freed).toEqual([]);
    expect(guest.abi.broken).toBe(true);
  });
});
