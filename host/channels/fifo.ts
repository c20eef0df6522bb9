interface Link<T> {
  readonly value: T;
  next: Link<T> | undefined;
}

/** A line in which nothing moves when the first one leaves. */
export class Fifo<T> {
  size = 0;
  private first: Link<T> | undefined;
  private last: Link<T> | undefined;

  add(value: T): void {
    const link: Link<T> = { value, next: undefined };
    if (this.last) this.last.next = link;
    else this.first = link;
    this.last = link;
    this.size++;
  }

  /** The first one, which leaves. Throws a RangeError when there is none. */
  take(): T {
    const link = this.first;
    if (!link) throw new RangeError("Cannot take the first value: there is none");
    this.first = link.next;
    if (!this.first) this.last = undefined;
    this.size--;
    return link.value;
  }

  clear(): void {
    this.first = undefined;
    this.last = undefined;
    this.size = 0;
  }
}
