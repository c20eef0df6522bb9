import { Abi } from "./abi.js";
import type { SkillExports } from "./exports.js";
import { WASI_MODULE } from "./imports.js";
import type { SkillModule } from "./module.js";
import { createWasi, type OutputStream, type Wasi, type WasiOptions } from "./wasi.js";
import { webAssembly } from "./webassembly.js";

/** Serves one host function: reads the request through `abi` and packs the answer. */
export type ServeHostCall = (abi: Abi, pointer: number, length: number) => bigint;

export interface InstanceOptions {
  /** The function that serves a host function of that name. */
  serve(name: string): ServeHostCall;
  wasi?: WasiOptions | undefined;
  onOutput?: ((stream: OutputStream, text: string) => void) | undefined;
}

/**
 * Instantiates the module and runs its start function and `_initialize`. A host function called
 * meanwhile answers 0. Throws a SkillTrapError.
 */
export function createInstance(module: SkillModule, options: InstanceOptions): Abi {
  let abi: Abi | undefined;
  let started = false;
  const env: Record<string, unknown> = {
    abort(message: number, file: number, line: number, column: number): never {
      throw (abi as Abi).abortError(message, { file, line: line >>> 0, column: column >>> 0 });
    },
  };
  for (const name of module.hostFunctions) {
    const serve = options.serve(name);
    env[name] = (pointer: number, length: number): bigint =>
      started ? serve(abi as Abi, pointer, length) : 0n;
  }
  const wasi = module.wasiFunctions.length > 0 ? openWasi(options) : undefined;
  const imports = { env, [WASI_MODULE]: wasi?.imports ?? {} };
  const instance = new webAssembly.Instance(module.compiled, imports);
  const exports = instance.exports as unknown as SkillExports;
  const guest = new Abi(exports, module.maxMemoryBytes);
  abi = guest;
  wasi?.attach(exports.memory, () => guest.memory());
  guest.start(() => {
    if (module.startName !== undefined) (instance.exports[module.startName] as () => void)();
    exports._initialize?.();
  });
  started = true;
  return guest;
}

function openWasi(options: InstanceOptions): Wasi {
  return createWasi(options.wasi ?? {}, options.onOutput ?? (() => {}));
}
