import { Call } from "./call";

// What the module serves. Hooks are set only by what an entry file really uses, so that the rest
// isn't compiled in.

let dispatcher: ((call: Call) => void) | null = null;
let isGenerated: bool = false;
let handmade: ((call: Call) => bool) | null = null;
let descriptor: StaticArray<u8> | null = null;
let describer: (() => u64) | null = null;

/**
 * For entry files: serves the generated methods; `bytes` is the encoded descriptor.
 * @internal
 */
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

/** The encoded descriptor of the generated methods, null when there are none. */
export function generatedDescriptor(): StaticArray<u8> | null {
  return descriptor;
}

export function dispatch(call: Call): void {
  const handle = handmade;
  if (handle !== null && handle(call)) return;
  const answer = dispatcher;
  if (answer !== null) answer(call);
  else call.unknown();
}

/** Address and length of the descriptor. */
export function describe(): u64 {
  const describeAll = describer;
  if (describeAll !== null) return describeAll();
  const bytes = changetype<usize>(descriptor);
  // An array's length in bytes stands in front of it.
  return bytes == 0 ? 0 : ((<u64>bytes) << 32) | load<u32>(bytes - 4);
}
