// AssemblyScript has no catch: a throw traps, and a trap leaves the shadow stack and the chain of
// running calls as they were. So both are saved around each host function. An invocation starts from
// there when the host calls back from inside one (or threw out of it), from the bottom otherwise.

let inHost: bool = false;
let savedPointer: usize = 0;
/** Address of the innermost running call (see runtime/call), 0 when there is none. */
let innermost: usize = 0;

/** Whether a host function is running, or was left by an exception of the host. */
export function isInHost(): bool {
  return inHost;
}

/** Calls a host function with `size` bytes at `ptr`. */
export function callHost(fn: (ptr: usize, size: i32) => u64, ptr: usize, size: i32): u64 {
  const outerPointer = savedPointer;
  const outerInHost = inHost;
  const pointer = __stack_pointer;
  const call = innermost;
  savedPointer = pointer;
  inHost = true;
  const packed = fn(ptr, size);
  inHost = outerInHost;
  savedPointer = outerPointer;
  __stack_pointer = pointer;
  innermost = call;
  return packed;
}

/** Puts the stacks back in order before an invocation. Its caller has no managed locals. */
export function restoreStack(): void {
  if (!inHost) innermost = 0;
  __stack_pointer = inHost ? savedPointer : __heap_base;
}

/** Makes `call` the innermost one and returns the one that it interrupts. */
export function pushCall(call: usize): usize {
  const outer = innermost;
  innermost = call;
  return outer;
}

/** Ends the innermost call. */
export function popCall(outer: usize): void {
  innermost = outer;
}

export function innermostCall(): usize {
  return innermost;
}
