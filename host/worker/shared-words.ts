/** Places in the words that a skill's thread shares with the main thread, by their Int32 index. */
export const word = {
  /** Whose turn the bridge is: `turn`. */
  turn: 0,
  /** The host function that is asked. */
  hostFunction: 1,
  /** Bytes of the request or the answer. */
  length: 2,
  /** Ticks at which the call began; 0 before. */
  begun: 3,
  /** 1 while the guest waits for a host call. */
  inHostCall: 4,
  /** Ticks at which that host call began. */
  since: 5,
  /** Ticks that this call has spent in host calls that ended. */
  spent: 6,
  /** How many host calls this call has made. */
  hostCalls: 7,
  /** What the main thread has taken of the outbox, in its units. */
  taken: 8,
  /** Whether the thread waits for a call: `door`. */
  door: 9,
  /** How many calls of the row have ended; negative when no other may begin. */
  ended: 10,
  /** Ticks at which the call's last host call ended; 0 without one. */
  answered: 11,
  /** Whether the main thread looks, and what it is to see: `watch`. */
  watch: 14,
} as const;

/** Where the bytes that the call has moved stand, by the Float64 index. */
export const MOVED_BYTES = 6;

const WORDS_BYTES = 64;

export function createWords(): SharedArrayBuffer {
  return new SharedArrayBuffer(WORDS_BYTES);
}
