// AssemblyScript has no catch: a throw traps, and a trap leaves the shadow stack and the chain of
// running calls as they were. So both are saved around each host function. An invocation starts from
// there when the host calls back from inside one (or threw out of it), from the bottom otherwise.

/** What `leaveHost` restores. Lies in memory of who makes the host call. */
// @ts-ignore: decorator
@unmanaged
export class HostFrame {
  /** Frame of the host function around this one, 0 when there is none. */
  outer: usize;
  pointer: usize;
  call: usize;
}

/** Frame of the host function that runs, or was left by an exception of the host; 0 when none does. */
let running: usize = 0;
/** Address of the innermost running call (see runtime/call), 0 when there is none. */
let innermost: usize = 0;

/** Whether a host function is running, or was left by an exception of the host. */
export function isInHost(): bool {
  return running != 0;
}

/** A host function is about to be called. */
export function enterHost(frame: HostFrame): void {
  frame.outer = running;
  frame.pointer = __stack_pointer;
  frame.call = innermost;
  running = changetype<usize>(frame);
}

/** A host function returned. Its caller has no managed locals. */
export function leaveHost(frame: HostFrame): void {
  running = frame.outer;
  __stack_pointer = frame.pointer;
  innermost = frame.call;
}

/** Puts the stacks back in order before an invocation. Its caller has no managed locals. */
export function restoreStack(): void {
  if (running == 0) innermost = 0;
  __stack_pointer = running == 0 ? __heap_base : changetype<HostFrame>(running).pointer;
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
