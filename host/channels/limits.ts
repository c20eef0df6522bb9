/** Most bytes of one frame, unless said otherwise. */
export const MAX_FRAME_BYTES = 16 * 1024 * 1024;

/** How long a peer may take to close, and to read what was sent before. */
export const CLOSE_MS = 2000;
