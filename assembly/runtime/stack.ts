import { InvokeResponse } from "./response";

// AssemblyScript has no catch: a throw traps, and a trap leaves the shadow stack and the chain of held
// responses as they were. So both are saved around each host function. An invocation starts from there
// when the host calls back from inside one (or threw out of it), from the bottom otherwise.

let inHost: bool = false;
let savedPointer: usize = 0;
/** Keeps the responses of running calls alive, innermost first. */
let newest: InvokeResponse | null = null;

/** Whether a host function is running, or was left by an exception of the host. */
export function isInHost(): bool {
  return inHost;
}

/** Calls a host function with `size` bytes at `ptr`. */
export function callHost(fn: (ptr: usize, size: i32) => u64, ptr: usize, size: i32): u64 {
  const outerPointer = savedPointer;
  const outerInHost = inHost;
  const pointer = __stack_pointer;
  const response = changetype<usize>(newest);
  savedPointer = pointer;
  inHost = true;
  const packed = fn(ptr, size);
  inHost = outerInHost;
  savedPointer = outerPointer;
  __stack_pointer = pointer;
  newest = changetype<InvokeResponse | null>(response);
  return packed;
}

/** Puts the shadow stack back in order before an invocation. Its caller has no managed locals. */
export function restoreStack(): void {
  __stack_pointer = inHost ? savedPointer : __heap_base;
}

/** Keeps `response` alive until `dropResponse`; what trapped calls left behind is let go. */
export function holdResponse(response: InvokeResponse): void {
  if (!inHost) newest = null;
  response.outer = newest;
  newest = response;
}

/** The response that was held last. */
export function heldResponse(): InvokeResponse {
  return changetype<InvokeResponse>(newest);
}

export function dropResponse(): void {
  newest = heldResponse().outer;
}
