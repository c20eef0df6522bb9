import { decode, encode } from "@msgpack/msgpack";
import { type WasmMemory, webAssembly } from "../../engine/webassembly.js";

/** What a host frees when an outermost call is over. */
export type Freeing = "everything once" | "only results" | "nothing";

/** Answers a host function: bytes of a request in, bytes of an answer out. */
export type HostFunction = (request: Uint8Array, host: RawHost) => Uint8Array;

interface Exports {
  memory: WasmMemory;
  skill_alloc(size: number): number;
  skill_free(pointer: number): void;
  skill_handle(pointer: number, size: number): bigint;
  skill_describe(): bigint;
}

/** What an answer holds, its payload decoded by a foreign library. */
export interface RawAnswer {
  value?: unknown;
  error?: string;
  state?: Uint8Array;
  commands?: { type: string; payload: unknown }[];
  llm_context?: string;
}

interface RawFields {
  payload: Uint8Array;
  error?: string;
}

export interface RawHostOptions {
  freeing?: Freeing;
  /** Host functions by name; the others answer {}. */
  functions?: Record<string, HostFunction>;
}

/** A guest's `throw`. */
export class GuestAbort extends Error {}

const NO_FIELDS = Uint8Array.of(0x80);

/**
 * The smallest host there is: no check, no engine, one instance for good. For tests of what the guest
 * does under hosts of other habits than ours.
 */
export class RawHost {
  readonly exports: Exports;
  private readonly freeing: Freeing;
  private blocks: number[] = [];
  private depth = 0;

  constructor(
    wasm: Uint8Array,
    { freeing = "everything once", functions = {} }: RawHostOptions = {},
  ) {
    this.freeing = freeing;
    const serve = (name: string) => (pointer: number, size: number) => {
      const answer = (functions[name] ?? (() => NO_FIELDS))(this.read(pointer, size), this);
      return answer.length === 0 ? 0n : this.pack(this.place(answer), answer.length);
    };
    const env = new Proxy({} as Record<string, unknown>, {
      get: (_, name) => (name === "abort" ? this.abort : serve(String(name))),
    });
    const module = new webAssembly.Module(wasm);
    this.exports = new webAssembly.Instance(module, { env }).exports as unknown as Exports;
  }

  private readonly abort = (message: number) => {
    const size = new DataView(this.exports.memory.buffer).getUint32(message - 4, true);
    throw new GuestAbort(Buffer.from(this.read(message, size)).toString("utf16le"));
  };

  get memoryBytes(): number {
    return this.exports.memory.buffer.byteLength;
  }

  /** A copy of guest memory. */
  read(pointer: number, size: number): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer, pointer >>> 0, size >>> 0).slice();
  }

  /** Puts bytes in a block of the guest and returns its address. */
  place(bytes: Uint8Array): number {
    const pointer = this.exports.skill_alloc(bytes.length) >>> 0;
    new Uint8Array(this.exports.memory.buffer).set(bytes, pointer);
    if (this.freeing === "everything once") this.blocks.push(pointer);
    return pointer;
  }

  pack(pointer: number, size: number): bigint {
    return (BigInt(pointer) << 32n) | BigInt(size);
  }

  /** A copy of what a packed pointer and length name. */
  unpack(packed: bigint): Uint8Array {
    return this.read(Number((packed >> 32n) & 0xffffffffn), Number(packed & 0xffffffffn));
  }

  /** One invocation, bytes to bytes. Throws what the guest traps with. */
  handle(request: Uint8Array): Uint8Array {
    this.depth++;
    try {
      const pointer = this.place(request);
      const packed = this.exports.skill_handle(pointer, request.length);
      const answer = this.unpack(packed);
      if (this.freeing !== "nothing") this.blocks.push(Number(packed >> 32n));
      if (this.depth === 1)
        for (const block of new Set(this.blocks)) this.exports.skill_free(block);
      return answer;
    } finally {
      this.depth--;
      if (this.depth === 0) this.blocks = [];
    }
  }

  /** Invokes a method with arguments, or with the bytes of a payload. */
  invoke(method: string, args: unknown = {}, more: Record<string, unknown> = {}): RawAnswer {
    return readAnswer(this.handle(encodeRequest(method, args, more)));
  }

  /** The bytes of the value that a method answers with. Throws an error that it answers with. */
  bytes(method: string, args: unknown = {}, more: Record<string, unknown> = {}): Uint8Array {
    const { payload, error } = decode(this.handle(encodeRequest(method, args, more))) as RawFields;
    if (error !== undefined) throw new Error(error);
    return payload;
  }

  /** The value that a method answers with. Throws an error that it answers with. */
  value(method: string, args: unknown = {}, more: Record<string, unknown> = {}): unknown {
    return decode(this.bytes(method, args, more), { useBigInt64: true });
  }
}

/** An InvokeRequest made by a foreign library. */
export function encodeRequest(
  method: string,
  args: unknown,
  more: Record<string, unknown> = {},
): Uint8Array {
  const payload = args instanceof Uint8Array ? args : encode(args, { useBigInt64: true });
  return encode({ version: 1, method, payload, ...more }, { useBigInt64: true });
}

export function readAnswer(bytes: Uint8Array): RawAnswer {
  const { version, payload, ...more } = decode(bytes) as Record<string, unknown>;
  if (version !== 1) throw new Error(`Cannot read answer: its version is ${version}`);
  if ("error" in more) return more;
  return { ...more, value: decode(payload as Uint8Array, { useBigInt64: true }) };
}
