// Blocks that host and guest hand to each other. They lie outside the garbage-collected heap and are
// ours alone: `skill_free` is ignored, so no host can free a block twice or too early. A request
// lives until its skill_handle returned, an answer until the host call that brought it is over, a
// result until the next outermost call begins. Small ones lie on top of each other in an arena, which
// costs next to nothing; what doesn't fit there comes from the heap.

/** Bytes in front of a block: the address of the next older one. Keeps blocks 16-byte aligned. */
const HEADER: usize = 16;
const ARENA_SIZE: usize = 8192;
// Not static memory: that would push what lies behind it to addresses that take a byte more each.
const ARENA: usize = heap.alloc(ARENA_SIZE);

/** Where the next block of the arena goes. */
let top: usize = ARENA;
/** Newest block, 0 when there is none. */
let newest: usize = 0;

/** A fresh block of `size` bytes; traps when memory is exhausted. */
export function acquire(size: usize): usize {
  let block = top;
  const end = block + HEADER + size;
  // A size near 2^32 wraps around; as the larger of the two it's refused by the allocator.
  if (size < ARENA_SIZE && end <= ARENA + ARENA_SIZE) top = (end + 15) & ~15;
  else block = heap.alloc(max(size, size + HEADER));
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
    if (block - ARENA < ARENA_SIZE) top = block;
    else heap.free(block);
    if (block == last) return;
  }
}

/** Frees every block. */
export function releaseAll(): void {
  releaseFrom(0);
}
