import { DecodeError } from "./codec/decode-error.js";
import { Reader } from "./codec/reader.js";
import type { Writer } from "./codec/writer.js";
import { SkillProtocolError, type SkillProtocolErrorCode, SkillTrapError } from "./errors.js";
import type { SkillExports } from "./exports.js";
import { toSkillError } from "./trap.js";

const HANDLE_ANSWER = "the answer of skill_handle";
const DESCRIBE_ANSWER = "the answer of skill_describe";
const HOST_REQUEST = "the request of a host call";

/**
 * What the guest's messages may cost to decode, as Reader counts: a thread whose heap is full may take
 * the process with it. A request's is enough for 26,000 maps, or 128 KiB as a list of numbers; bytes as
 * such cost nothing.
 */
export const REQUEST_BUDGET = 2 ** 17;
const ANSWER_BUDGET = 2 ** 20;

const packed = new DataView(new ArrayBuffer(8));
const utf16 = new TextDecoder("utf-16le");

/** Where `env.abort` says that the guest threw: pointers to its strings, line and column. */
export interface AbortPlace {
  file: number;
  line: number;
  column: number;
}

/** The first `length` bytes of `buffer`. */
export type Message = Pick<Writer, "buffer" | "length">;

/**
 * The calls into one instance and the bytes that cross. It keeps the freeing rule: what the host
 * placed and the results are freed, each pointer once, when the outermost call has returned. After
 * a trap or a lie it is `broken`, and nothing is freed.
 */
export class Abi {
  broken = false;
  private readonly exports: SkillExports;
  private readonly maxMemoryBytes: number;
  private view: Uint8Array;
  private depth = 0;
  private blocks: number[] = [];

  constructor(exports: SkillExports, maxMemoryBytes = Number.POSITIVE_INFINITY) {
    this.exports = exports;
    this.maxMemoryBytes = maxMemoryBytes;
    this.view = new Uint8Array(exports.memory.buffer);
  }

  /** Hands the request to `skill_handle`; `read` gets a reader that borrows the guest's memory. */
  handle<T>(request: Writer, read: (answer: Reader) => T): T {
    this.depth++;
    try {
      const { length } = request;
      const pointer = this.place(request);
      const answer = this.exports.skill_handle(pointer, length);
      const value = read(this.result(answer));
      if (this.depth === 1) this.release();
      return value;
    } catch (thrown) {
      this.fail(thrown, HANDLE_ANSWER);
    } finally {
      this.depth--;
    }
  }

  /** The answer of `skill_describe`, which stays the guest's. */
  describe<T>(read: (answer: Reader) => T): T {
    try {
      const answer = this.exports.skill_describe();
      packed.setBigInt64(0, answer);
      return read(this.region(packed.getUint32(0), packed.getUint32(4), DESCRIBE_ANSWER));
    } catch (thrown) {
      this.fail(thrown, DESCRIBE_ANSWER);
    }
  }

  /** Runs what the module runs once at first. */
  start(run: () => void): void {
    try {
      run();
    } catch (thrown) {
      throw this.skillError(thrown);
    }
  }

  /** What the guest hands to a host function; to be read before the guest runs again. */
  request(pointer: number, length: number): Reader {
    const reader = this.region(pointer >>> 0, length >>> 0, HOST_REQUEST);
    reader.budget = REQUEST_BUDGET;
    return reader;
  }

  /** The same bytes unread: a view into the guest's memory. */
  requestBytes(pointer: number, length: number): Uint8Array {
    const { offset, end } = this.request(pointer, length);
    return this.memory().subarray(offset, end);
  }

  /** Places a host function's answer in the guest and packs where. */
  answer(message: Message): bigint {
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

  /** The whole memory as it is now: growing it leaves the old view empty. */
  memory(): Uint8Array {
    if (this.view.length === 0) this.view = new Uint8Array(this.exports.memory.buffer);
    return this.view;
  }

  private result(answer: bigint): Reader {
    packed.setBigInt64(0, answer);
    const pointer = packed.getUint32(0);
    this.blocks.push(pointer);
    const reader = this.region(pointer, packed.getUint32(4), HANDLE_ANSWER);
    reader.borrows = true;
    return reader;
  }

  private place(message: Message): number {
    const { length } = message;
    const pointer = this.exports.skill_alloc(length) >>> 0;
    const memory = this.memory();
    if (pointer === 0 || pointer + length > memory.length) {
      const reason = `skill_alloc gave ${pointer}, outside the memory of ${memory.length}`;
      refuse("pointer", `Cannot place ${length} bytes: ${reason}`);
    }
    memory.set(message.buffer.subarray(0, length), pointer);
    this.blocks.push(pointer);
    return pointer;
  }

  private region(pointer: number, length: number, name: string): Reader {
    const memory = this.memory();
    if (length === 0) refuse("empty", `Cannot read ${name}: it is empty`);
    if (pointer === 0 || pointer + length > memory.length) {
      const reason = `${length} bytes at ${pointer} lie outside the memory of ${memory.length}`;
      refuse("pointer", `Cannot read ${name}: ${reason}`);
    }
    const reader = new Reader(memory, pointer, pointer + length);
    reader.budget = ANSWER_BUDGET;
    return reader;
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
    if (!(thrown instanceof DecodeError)) throw this.skillError(thrown);
    const message = `Cannot read ${name}: ${thrown.message}`;
    throw new SkillProtocolError(message, { code: "decode", cause: thrown });
  }

  private skillError(thrown: unknown): unknown {
    return toSkillError(thrown, { bytes: this.memory().length, maxBytes: this.maxMemoryBytes });
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

function refuse(code: SkillProtocolErrorCode, message: string): never {
  throw new SkillProtocolError(message, { code });
}
