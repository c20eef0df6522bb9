/** Values on their way to one reader, which ends with the last of them. */
export class EventQueue<T> implements AsyncIterableIterator<T> {
  private readonly values: T[] = [];
  private readonly merge: (last: T, next: T) => T | undefined;
  private waiting: ((result: IteratorResult<T>) => void) | undefined;
  private isEnded = false;

  /** `merge` makes one value of two that nobody has read, where that is the same. */
  constructor(merge: (last: T, next: T) => T | undefined) {
    this.merge = merge;
  }

  push(value: T): void {
    if (this.isEnded) return;
    const { waiting, values } = this;
    if (waiting) {
      this.waiting = undefined;
      waiting({ done: false, value });
      return;
    }
    const last = values.at(-1);
    const merged = last === undefined ? undefined : this.merge(last, value);
    if (merged === undefined) values.push(value);
    else values[values.length - 1] = merged;
  }

  end(): void {
    this.isEnded = true;
    this.waiting?.({ done: true, value: undefined });
    this.waiting = undefined;
  }

  async next(): Promise<IteratorResult<T>> {
    if (this.values.length > 0) return { done: false, value: this.values.shift() as T };
    if (this.isEnded) return { done: true, value: undefined };
    return new Promise((resolve) => {
      this.waiting = resolve;
    });
  }

  async return(): Promise<IteratorResult<T>> {
    this.values.length = 0;
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
