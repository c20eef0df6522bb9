import type { WasmModule } from "./webassembly.js";
import type { HostFunctionName } from "./wire/host-functions.gen.js";

/** A compiled module that keeps to the contract; any number of instances come from it. */
export interface SkillModule {
  readonly compiled: WasmModule;
  readonly maxMemoryBytes: number;
  /** The host functions that it imports: its capability list. */
  readonly hostFunctions: readonly HostFunctionName[];
  /** The WASI preview 1 functions that it imports. */
  readonly wasiFunctions: readonly string[];
  /** The export that a host calls first: what was the module's start function. */
  readonly startName: string | undefined;
}
