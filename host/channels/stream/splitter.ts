/** Cuts a stream of bytes into frames. */
export interface Splitter<T> {
  /** The frames that the chunk completes. Throws a ChannelError after the last that can be read. */
  push(chunk: Uint8Array): Iterable<T>;
  /** What is left when nothing more comes, and why it is no frame. */
  flush(): { readonly frames: readonly T[]; readonly reason?: string };
}
