import { type WasmMemory, type WasmModule, webAssembly } from "../engine/webassembly.js";

interface SkillExports {
  memory: WasmMemory;
  skill_alloc(size: number): number;
  skill_free(pointer: number): void;
  skill_handle(pointer: number, length: number): bigint;
}

/** Calls a module as plainly as JavaScript can: write the request, handle, copy the answer, free. */
export class RawCaller {
  readonly #exports: SkillExports;
  #bytes = new Uint8Array(0);

  constructor(module: WasmModule) {
    const { exports } = new webAssembly.Instance(module, { env: refusing });
    this.#exports = exports as unknown as SkillExports;
  }

  call(request: Uint8Array): Uint8Array {
    const guest = this.#exports;
    const pointer = guest.skill_alloc(request.length);
    this.#memory().set(request, pointer);
    const packed = guest.skill_handle(pointer, request.length);
    const answer = Number(packed >> 32n);
    const copy = this.#memory().slice(answer, answer + Number(packed & 0xffffffffn));
    guest.skill_free(answer);
    guest.skill_free(pointer);
    return copy;
  }

  #memory(): Uint8Array {
    const { buffer } = this.#exports.memory;
    if (this.#bytes.buffer !== buffer) this.#bytes = new Uint8Array(buffer);
    return this.#bytes;
  }
}

/** Imports that fail when they are called: nothing that is measured raw may need the host. */
export const refusing = new Proxy<Record<string, unknown>>(
  {},
  {
    get: (_, name) => () => {
      throw new Error(`Cannot call "${String(name)}": raw calls have no host`);
    },
  },
);
