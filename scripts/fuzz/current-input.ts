const MOST_BYTES = 1 << 20;
const HEAD = 12;

/** The input that is being tried, where the other thread sees it when this one hangs or dies. */
export class CurrentInput {
  private readonly head: Int32Array;
  private readonly bytes: Uint8Array;

  constructor(shared: SharedArrayBuffer) {
    this.head = new Int32Array(shared, 0, 3);
    this.bytes = new Uint8Array(shared, HEAD);
  }

  static share(): SharedArrayBuffer {
    return new SharedArrayBuffer(HEAD + MOST_BYTES);
  }

  /** How many inputs were tried. */
  get count(): number {
    return Atomics.load(this.head, 0);
  }

  /** Which of the targets has it, by its index. */
  get target(): number {
    return Atomics.load(this.head, 1);
  }

  get input(): Uint8Array {
    return this.bytes.slice(0, Atomics.load(this.head, 2));
  }

  set(target: number, input: Uint8Array): void {
    this.bytes.set(input);
    Atomics.store(this.head, 1, target);
    Atomics.store(this.head, 2, input.length);
    Atomics.add(this.head, 0, 1);
  }
}
