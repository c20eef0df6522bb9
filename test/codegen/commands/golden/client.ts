// Made by skill-gen 0.3.0 from com.example.catalog 2.1.0. Do not edit; run skill-gen client again.

/** What runs the skill and answers at once: the engine's Skill, or a mock host. */
export interface CatalogInvoker {
  invoke(
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): { readonly value: unknown; readonly error?: string | undefined };
}

/** An error that the skill answered with. */
export class CatalogError extends Error {
  override readonly name = "CatalogError";
  readonly method: string;

  constructor(message: string, method: string) {
    super(message);
    this.method = method;
  }
}

/** Keeps prices & parts */
export class CatalogClient {
  readonly #invoker: CatalogInvoker;

  constructor(invoker: CatalogInvoker) {
    this.#invoker = invoker;
  }

  /**
   * Add a part, or | replace it
   * @returns The parts that there are
   */
  addPart(args: AddPartArgs): Part[] {
    return this.#invoke("add_part", args) as Part[];
  }

  /** Take every type */
  measure(args: MeasureArgs): void {
    this.#invoke("measure", args);
  }

  /**
   * Answer with bytes
   * @returns Four bytes
   */
  ping(): Uint8Array {
    return this.#invoke("ping", {}) as Uint8Array;
  }

  /**
   * Name the currency
   * @returns Its code
   */
  currency(): string {
    return this.#invoke("currency", {}) as string;
  }

  #invoke(method: string, args: object): unknown {
    const { value, error } = this.#invoker.invoke(method, { ...args });
    if (error) throw new CatalogError(error, method);
    return value;
  }
}

export interface Size {
  width: number;
  height: number;
}

export interface Part {
  name: string;
  price: number | bigint;
  amount: number;
  size: Size | null;
  tags: string[];
}

export interface SizeInput {
  width: number;
  /** @default 1.5 */
  height?: number | undefined;
}

export interface PartInput {
  name: string;
  price: number | bigint;
  /** @default 1 */
  amount?: number | undefined;
  size?: SizeInput | null | undefined;
  tags?: string[] | undefined;
}

export interface AddPartArgs {
  /** The part */
  part: PartInput;
  /**
   * What to do with an old one
   * @default "replace"
   * @example "keep"
   */
  mode?: "keep" | "replace" | undefined;
}

export interface MeasureArgs {
  /** A flag */
  flag: boolean;
  /** Eight bits */
  small: number;
  /** 64 bits */
  whole: number | bigint;
  /**
   * 64 bits without a sign
   * @example 7
   */
  natural: number | bigint;
  /** A fraction */
  ratio: number;
  /** Bytes */
  data: Uint8Array;
  /** Sizes by name */
  sizes: Record<string, SizeInput>;
  /** Rows of numbers */
  rows: number[][];
  /** Text or null */
  note: string | null;
  /** Anything */
  extra?: unknown;
  /**
   * How many *\/ at most
   * @default 10
   */
  limit?: number | undefined;
}
