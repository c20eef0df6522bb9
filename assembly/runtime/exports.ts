import { Call } from "./call";
import { acquire, releaseAll } from "./memory";
import { describe, dispatch } from "./registry";
import { isInHost, restoreStack } from "./stack";

/** Whether an invocation has begun since the blocks were last freed. */
let used: bool = false;

/**
 * For the host: address of `size` bytes for it to write to.
 * @internal
 */
export function skill_alloc(size: usize): usize {
  if (used && !isInHost()) {
    used = false;
    releaseAll();
    if (ASC_RUNTIME == 1 /* minimal */) __collect();
  }
  return acquire(size);
}

/**
 * For the host. Does nothing: the guest frees its blocks itself (see runtime/memory).
 * @internal
 */
export function skill_free(_ptr: usize): void {}

/**
 * For the host: answers one invocation. Has no managed locals, since it moves the shadow stack.
 * @internal
 */
export function skill_handle(ptr: usize, size: i32): u64 {
  restoreStack();
  used = true;
  return handle(ptr, size);
}

function handle(ptr: usize, size: usize): u64 {
  const call = Call.begin(ptr, size);
  if (!call.isRefused) dispatch(call);
  return call.finish();
}

/**
 * For the host: address and length of the skill's descriptor.
 * @internal
 */
export function skill_describe(): u64 {
  restoreStack();
  used = true;
  return describe();
}
