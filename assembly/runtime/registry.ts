import { Call } from "./call";

// What the module serves. Hooks are set only by what an entry file really uses, so that the rest
// isn't compiled in.

function refuseAll(call: Call): void {
  call.unknown();
}

function serveNothing(_call: Call): bool {
  return false;
}

let dispatcher: (call: Call) => void = refuseAll;
let isGenerated: bool = false;
let handmade: (call: Call) => bool = serveNothing;
let descriptor: StaticArray<u8> = [];
let describer: (() => u64) | null = null;

/** Serves the generated methods; `bytes` is the encoded descriptor. */
export function serve(dispatch: (call: Call) => void, bytes: StaticArray<u8>): void {
  dispatcher = dispatch;
  isGenerated = true;
  descriptor = bytes;
}

/**
 * Puts hand-written methods before the generated ones; `fallback` answers what neither has, unless
 * methods were generated, and `describe` adds the hand-written ones to the descriptor.
 */
export function serveHandmade(
  dispatch: (call: Call) => bool,
  fallback: (call: Call) => void,
  describe: () => u64
): void {
  handmade = dispatch;
  describer = describe;
  if (!isGenerated) dispatcher = fallback;
}

/** The encoded descriptor of the generated methods. */
export function generatedDescriptor(): StaticArray<u8> {
  return descriptor;
}

export function dispatch(call: Call): void {
  if (!handmade(call)) dispatcher(call);
}

/** Address and length of the descriptor. */
export function describe(): u64 {
  const describeAll = describer;
  if (describeAll !== null) return describeAll();
  return ((<u64>changetype<usize>(descriptor)) << 32) | (<u64>descriptor.length);
}
