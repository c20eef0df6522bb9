// Made by skill-gen 0.3.0 from org.luminarys.orders 1.0.0. Do not edit; run skill-gen client again.

/** What runs the skill and answers at once: the engine's Skill, or a mock host. */
export interface OrdersInvoker {
  invoke(
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): { readonly value: unknown; readonly error?: string | undefined };
}

/** An error that the skill answered with. */
export class OrdersError extends Error {
  override readonly name = "OrdersError";
  readonly method: string;

  constructor(message: string, method: string) {
    super(message);
    this.method = method;
  }
}

/** Takes orders and reserves what they need from the stock */
export class OrdersClient {
  readonly #invoker: OrdersInvoker;

  constructor(invoker: OrdersInvoker) {
    this.#invoker = invoker;
  }

  /**
   * Place an order
   * @returns The order's number; ask for its status then
   */
  place(args: PlaceArgs): number {
    return this.#invoke("place", args) as number;
  }

  /**
   * Show what has become of an order
   * @returns The order
   */
  status(args: StatusArgs): Order {
    return this.#invoke("status", args) as Order;
  }

  /** Pay an order that is reserved */
  pay(args: PayArgs): void {
    this.#invoke("pay", args);
  }

  /**
   * Say how much of an item the waiting orders need
   * @returns How many
   */
  demand(args: DemandArgs): number {
    return this.#invoke("demand", args) as number;
  }

  #invoke(method: string, args: object): unknown {
    const { value, error } = this.#invoker.invoke(method, { ...args });
    if (error) throw new OrdersError(error, method);
    return value;
  }
}

export interface Line {
  item: string;
  count: number;
}

export interface Order {
  number: number;
  /** checking, reserved, waiting, paid or expired. */
  status: string;
  lines: Line[];
  /** While it waits: what it waits for. */
  problems: string[];
}

export interface PlaceArgs {
  /**
   * What is ordered
   * @example [{"item":"tea","count":2}]
   */
  lines: Line[];
}

export interface StatusArgs {
  /** The order's number */
  number: number;
}

export interface PayArgs {
  /** The order's number */
  number: number;
}

export interface DemandArgs {
  /** The item */
  item: string;
}
