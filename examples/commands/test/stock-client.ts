// Made by skill-gen 0.3.0 from org.luminarys.stock 1.0.0. Do not edit; run skill-gen client again.

/** What runs the skill and answers at once: the engine's Skill, or a mock host. */
export interface StockInvoker {
  invoke(
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): { readonly value: unknown; readonly error?: string | undefined };
}

/** An error that the skill answered with. */
export class StockError extends Error {
  override readonly name = "StockError";
  readonly method: string;

  constructor(message: string, method: string) {
    super(message);
    this.method = method;
  }
}

/** Keeps a stock and says what is to be reordered */
export class StockClient {
  readonly #invoker: StockInvoker;

  constructor(invoker: StockInvoker) {
    this.#invoker = invoker;
  }

  /** Take up the levels that were stored, after a restart */
  load(): void {
    this.#invoke("load", {});
  }

  /**
   * Show how much there is of each item
   * @returns The count by item
   */
  levels(): Record<string, number> {
    return this.#invoke("levels", {}) as Record<string, number>;
  }

  /**
   * Put items into the stock
   * @returns How many there are now
   */
  receive(args: ReceiveArgs): number {
    return this.#invoke("receive", args) as number;
  }

  /** Take items out of the stock, all or none */
  reserve(args: ReserveArgs): void {
    this.#invoke("reserve", args);
  }

  /** Put items back that were reserved */
  release(args: ReleaseArgs): void {
    this.#invoke("release", args);
  }

  /** Ask the orders what is missing; to_reorder tells it then */
  review(): void {
    this.#invoke("review", {});
  }

  /**
   * Show what the last review found missing
   * @returns The count by item
   */
  toReorder(): Record<string, number> {
    return this.#invoke("to_reorder", {}) as Record<string, number>;
  }

  #invoke(method: string, args: object): unknown {
    const { value, error } = this.#invoker.invoke(method, { ...args });
    if (error) throw new StockError(error, method);
    return value;
  }
}

export interface ReceiveArgs {
  /**
   * The item
   * @example "tea"
   */
  item: string;
  /** How many */
  count: number;
}

export interface ReserveArgs {
  /** The item */
  item: string;
  /** How many */
  count: number;
}

export interface ReleaseArgs {
  /** The item */
  item: string;
  /** How many */
  count: number;
}
