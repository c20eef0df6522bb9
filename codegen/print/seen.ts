import type { Name, Printer, Scope } from "./printer.js";

/**
 * The bits that remember which keys came. One 32-bit word serves 32 keys; more keys take more
 * words, so that any number works and each word stays a cheap local.
 */
export class Seen {
  readonly #printer: Printer;
  readonly #words: readonly Name[];
  readonly #keys: readonly string[];

  constructor(keys: readonly string[], { printer, scope }: { printer: Printer; scope: Scope }) {
    this.#printer = printer;
    this.#keys = keys;
    const words = Math.ceil(keys.length / 32);
    this.#words = Array.from({ length: words }, () => scope.local("seen"));
  }

  get keys(): readonly string[] {
    return this.#keys;
  }

  printWords(): void {
    for (const word of this.#words) this.#printer.line`let ${word}: u32 = 0;`;
  }

  has(key: string): boolean {
    return this.#keys.includes(key);
  }

  /** `seen |= 4;` */
  printMark(key: string): void {
    this.#printer.line`${this.#word(key)} |= ${this.#bit(key)};`;
  }

  /** `seen & 4` */
  test(key: string) {
    return this.#printer.code`${this.#word(key)} & ${this.#bit(key)}`;
  }

  #word(key: string): Name {
    const word = this.#words[Math.floor(this.#keys.indexOf(key) / 32)];
    if (word === undefined) throw new Error(`Cannot mark "${key}": it has no bit`);
    return word;
  }

  #bit(key: string): string {
    const bit = this.#keys.indexOf(key) % 32;
    return bit < 10 ? `${2 ** bit}` : `0x${(2 ** bit).toString(16)}`;
  }
}
