// Blocks that host and guest hand to each other. They lie outside the garbage-collected heap and are
// ours alone: `skill_free` is ignored, so no host can free a block twice or too early. A request
// lives until its skill_handle returned, an answer until the host call that brought it is over, a
// result until the next outermost call begins.

/** Bytes in front of a block: the address of the next older one. Keeps blocks 16-byte aligned. */
const HEADER: usize = 16;

/** Newest block, 0 when there is none. */
let newest: usize = 0;

/** A fresh block of `size` bytes; traps when memory is exhausted. */
export function acquire(size: usize): usize {
  const block = heap.alloc(size + HEADER);
  store<usize>(block, newest);
  newest = block;
  return block + HEADER;
}

/** Frees the block at `ptr` and every newer one. */
export function releaseFrom(ptr: usize): void {
  const last = ptr - HEADER;
  while (newest != 0) {
    const block = newest;
    newest = load<usize>(block);
    heap.free(block);
    if (block == last) return;
  }
}

/** Frees every block. */
export function releaseAll(): void {
  releaseFrom(0);
}
