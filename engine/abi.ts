import { DecodeError } from "./codec/decode-error.js";
import { Reader } from "./codec/reader.js";
import type { Writer } from "./codec/writer.js";
import { SkillProtocolError, SkillTrapError } from "./errors.js";
import type { SkillExports } from "./exports.js";
import { toSkillError } from "./trap.js";

const packed = new DataView(new ArrayBuffer(8));
const utf16 = new TextDecoder("utf-16le");

/** Where `env.abort` says that the guest threw: pointers to its strings, line and column. */
export interface AbortPlace {
  file: number;
  line: number;
  column: number;
}

/**
 * The calls into one instance and the bytes that cross. It keeps the freeing rule: what the host
 * placed and the results are freed, each pointer once, when the outermost call has returned. After
 * a trap or a lie it is `broken`, and nothing is freed.
 */
export class Abi {
  broken = false;
  private readonly exports: SkillExports;
  private view: Uint8Array;
  private depth = 0;
  private blocks: number[] = [];

  constructor(exports: SkillExports) {
    this.exports = exports;
    this.view = new Uint8Array(exports.memory.buffer);
  }

  get memoryBytes(): number {
    return this.memory().length;
  }

  /** Hands the request to `skill_handle`; `read` sees the answer only while it runs. */
  handle<T>(request: Writer, read: (answer: Reader) => T): T {
    this.depth++;
    try {
      const { length } = request;
      const pointer = this.place(request);
      const answer = this.exports.skill_handle(pointer, length);
      const value = read(this.result(answer, "skill_handle"));
      if (this.depth === 1) this.release();
      return value;
    } catch (thrown) {
      this.fail(thrown, "skill_handle");
    } finally {
      this.depth--;
    }
  }

  /** The answer of `skill_describe`, which stays the guest's. */
  describe<T>(read: (answer: Reader) => T): T {
    try {
      const answer = this.exports.skill_describe();
      packed.setBigInt64(0, answer);
      return read(this.region(packed.getUint32(0), packed.getUint32(4), "skill_describe"));
    } catch (thrown) {
      this.fail(thrown, "skill_describe");
    }
  }

  /** Runs what the module runs once at first. */
  start(run: () => void): void {
    try {
      run();
    } catch (thrown) {
      this.fail(thrown, "start");
    }
  }

  /** What the guest hands to a host function; to be read before the guest runs again. */
  request(pointer: number, length: number): Reader {
    return this.region(pointer >>> 0, length >>> 0, "host call");
  }

  /** Places a host function's answer in the guest and packs where. */
  answer(message: Writer): bigint {
    const { length } = message;
    packed.setUint32(0, this.place(message));
    packed.setUint32(4, length);
    return packed.getBigInt64(0);
  }

  /** The error that an abort stands for. */
  abortError(message: number, { file, line, column }: AbortPlace): SkillTrapError {
    const name = this.utf16At(file);
    const place = name === undefined ? undefined : { file: name, line, column };
    return new SkillTrapError(this.utf16At(message) || "abort", { code: "abort", place });
  }

  private result(answer: bigint, name: string): Reader {
    packed.setBigInt64(0, answer);
    const pointer = packed.getUint32(0);
    this.blocks.push(pointer);
    return this.region(pointer, packed.getUint32(4), name);
  }

  private place(message: Writer): number {
    const { length } = message;
    const pointer = this.exports.skill_alloc(length) >>> 0;
    const memory = this.memory();
    if (pointer === 0 || pointer + length > memory.length) {
      this.outside(`skill_alloc answered ${pointer} for ${length} bytes`);
    }
    memory.set(message.buffer.subarray(0, length), pointer);
    this.blocks.push(pointer);
    return pointer;
  }

  private region(pointer: number, length: number, name: string): Reader {
    const memory = this.memory();
    if (length === 0) {
      throw new SkillProtocolError(`Cannot read ${name}: it gave no bytes`, { code: "empty" });
    }
    if (pointer === 0 || pointer + length > memory.length) {
      this.outside(`${name} gave ${length} bytes at ${pointer}`);
    }
    return new Reader(memory, pointer, pointer + length);
  }

  private outside(what: string): never {
    const message = `Cannot use memory: ${what}, the memory has ${this.memory().length}`;
    throw new SkillProtocolError(message, { code: "pointer" });
  }

  private release(): void {
    const { blocks } = this;
    this.blocks = [];
    if (this.broken) return;
    const distinct = blocks.length > 8 ? new Set(blocks) : blocks;
    let index = 0;
    for (const pointer of distinct) {
      const again = distinct === blocks && blocks.indexOf(pointer) < index;
      if (pointer !== 0 && !again) this.exports.skill_free(pointer);
      index++;
    }
  }

  private fail(thrown: unknown, name: string): never {
    this.broken = true;
    this.blocks = [];
    if (!(thrown instanceof DecodeError)) throw toSkillError(thrown);
    const message = `Cannot read the answer of ${name}: ${thrown.message}`;
    throw new SkillProtocolError(message, { code: "decode", cause: thrown });
  }

  /** The current memory: growing it leaves the old view empty. */
  private memory(): Uint8Array {
    if (this.view.length === 0) this.view = new Uint8Array(this.exports.memory.buffer);
    return this.view;
  }

  /** An AssemblyScript string, whose byte length stands before it; undefined for none or a lie. */
  private utf16At(pointer: number): string | undefined {
    const start = pointer >>> 0;
    const memory = this.memory();
    if (start < 4 || start > memory.length) return undefined;
    const length = new DataView(memory.buffer).getUint32(start - 4, true);
    if (length > memory.length - start) return undefined;
    return utf16.decode(memory.subarray(start, start + length));
  }
}
