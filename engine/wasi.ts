import { ConsoleStdout, File, OpenFile, WASI, WASIProcExit } from "@bjorn3/browser_wasi_shim";
import { SkillProtocolError, SkillTrapError } from "./errors.js";
import { WasiClock } from "./wasi-clock.js";
import type { WasmMemory } from "./webassembly.js";

const NOT_SUPPORTED = 58;
const RANDOM_CHUNK = 65536;
const unsupported = ["sock_accept", "sock_recv", "sock_send", "sock_shutdown", "proc_raise"];

export type OutputStream = "stdout" | "stderr";

/** What WASI modules see of the world. */
export interface WasiOptions {
  /** Unix time in milliseconds, fractions allowed. Default: the machine's clock. */
  now?: () => number;
  /** Fills with random bytes, at most 65,536 at a time. Default: the machine's randomness. */
  random?: (bytes: Uint8Array) => void;
}

type WasiFunction = (...args: never[]) => unknown;

export interface Wasi {
  imports: Record<string, WasiFunction>;
  /** To be called before the guest runs. `bytes` gives the memory as it is now. */
  attach(memory: WasmMemory, bytes: () => Uint8Array): void;
}

/** The WASI preview 1 functions that a module may import. */
export const wasiNames: ReadonlySet<string> = new Set(Object.keys(newShim([]).wasiImport));

/** WASI without files, arguments or environment, and without I/O of its own. */
export function createWasi(
  options: WasiOptions,
  onOutput: (stream: OutputStream, text: string) => void,
): Wasi {
  const shim = newShim([
    new OpenFile(new File([])),
    ...(["stdout", "stderr"] as const).map((stream) => output((text) => onOutput(stream, text))),
  ]);
  let bytes: () => Uint8Array = () => new Uint8Array(0);
  const clock = new WasiClock(options.now ?? Date.now, () => new DataView(bytes().buffer));
  const functions: Record<string, WasiFunction> = {
    ...shim.wasiImport,
    clock_time_get: (id: number, _precision: bigint, pointer: number) => clock.getTime(id, pointer),
    poll_oneoff: (from: number, to: number, count: number, countTo: number) =>
      clock.poll(from, to, count, countTo),
    random_get: (pointer: number, length: number) =>
      fillRandom(new Uint8Array(bytes().buffer, pointer >>> 0, length >>> 0), options.random),
  };
  for (const name of unsupported) functions[name] = () => NOT_SUPPORTED;
  const imports = Object.fromEntries(
    Object.entries(functions).map(([name, run]) => [name, guarded(name, run)]),
  );
  return {
    imports,
    attach(memory, current) {
      shim.inst = { exports: { memory } };
      bytes = current;
    },
  };
}

function newShim(fds: WASI["fds"]): WASI {
  return new WASI([], [], fds, { debug: false });
}

function fillRandom(bytes: Uint8Array, random: WasiOptions["random"]): number {
  for (let at = 0; at < bytes.length; at += RANDOM_CHUNK) {
    const chunk = bytes.subarray(at, at + RANDOM_CHUNK);
    if (random) random(chunk);
    else crypto.getRandomValues(chunk);
  }
  return 0;
}

function output(write: (text: string) => void): ConsoleStdout {
  const decoder = new TextDecoder();
  return new ConsoleStdout((bytes) => write(decoder.decode(bytes, { stream: true })));
}

function guarded(name: string, run: WasiFunction): WasiFunction {
  return (...args) => {
    try {
      return run(...args);
    } catch (cause) {
      if (cause instanceof WASIProcExit) {
        const message = `Cannot finish the call: the guest exited with code ${cause.code}`;
        throw new SkillTrapError(message, { code: "exit", cause });
      }
      if (!(cause instanceof RangeError)) throw cause;
      const message = `Cannot serve WASI ${name}: it points outside memory`;
      throw new SkillProtocolError(message, { code: "pointer", cause });
    }
  };
}
