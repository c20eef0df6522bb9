/** What is sent ahead of a client that reads slowly. */
const AHEAD_BYTES = 64 * 1024;

/** The body of an answer that is written bit by bit. */
export class BodyStream {
  readonly readable: ReadableStream<Uint8Array>;
  private controller!: ReadableStreamDefaultController<Uint8Array>;
  private readonly waiting = new Set<() => void>();

  /** `onLeave` hears of a reader that wants no more. */
  constructor(onLeave: () => void) {
    this.readable = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.controller = controller;
        },
        pull: () => this.wake(),
        cancel: () => {
          onLeave();
          this.wake();
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: AHEAD_BYTES }),
    );
  }

  /** Whether the reader has fallen behind. */
  get isFull(): boolean {
    return (this.controller.desiredSize ?? 0) <= 0;
  }

  /** Calls back when it may no longer be full. Gives what forgets it. */
  onRoom(callback: () => void): () => void {
    this.waiting.add(callback);
    return () => void this.waiting.delete(callback);
  }

  write(bytes: Uint8Array): void {
    this.controller.enqueue(bytes);
  }

  end(): void {
    this.controller.close();
  }

  /** Ends it so that its reader sees that something is missing. */
  abort(error: Error): void {
    this.controller.error(error);
  }

  /** Lets those go on that wait for room. */
  wake(): void {
    const callbacks = [...this.waiting];
    this.waiting.clear();
    for (const callback of callbacks) callback();
  }
}
