import type { Maybe } from "@luminarys/sdk-as/engine";

/** What is open, to be closed in the order of opening: faces end what they serve before their servers go. */
export class Closers {
  private readonly closers: (() => Maybe<void>)[] = [];

  add(close: () => Maybe<void>): void {
    this.closers.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.closers.splice(0)) await close();
  }
}
