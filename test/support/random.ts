/** Numbers that look random and are the same in every run. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed, 0x9e3779b9) ^ 0x6d2b79f5;
  }

  /** 0 to 2^32 - 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** 0 to `limit` - 1. */
  below(limit: number): number {
    return Math.floor((this.next() / 2 ** 32) * limit);
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  bytes(size: number, byte: () => number = () => this.below(256)): Uint8Array {
    return Uint8Array.from({ length: size }, byte);
  }

  /** Text of `size` characters, which come in runs of one script. */
  text(size: number): string {
    const points: number[] = [];
    while (points.length < size) {
      const [first, count] = this.pick(scripts);
      const run = Math.min(1 + this.below(12), size - points.length);
      for (let i = 0; i < run; i++) points.push(first + this.below(count));
    }
    return String.fromCodePoint(...points);
  }
}

/** First code point and number of code points. */
const scripts = [
  [0, 0x80],
  [0x20, 0x5f],
  [0x80, 0x780],
  [0x400, 0x100],
  [0x800, 0xd000],
  [0xe000, 0x2000],
  [0x1f600, 0x50],
  [0x10000, 0x100000],
] as const;
