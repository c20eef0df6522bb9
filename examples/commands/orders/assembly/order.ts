export class Line {
  item!: string;
  count: i32;
}

/** What has become of an order. */
export class Order {
  number: i32;
  /** checking, reserved, waiting, paid or expired. */
  status!: string;
  lines!: Line[];
  /** While it waits: what it waits for. */
  problems: string[] = [];
}

/** Orders belong to the instance. A real shop would keep them with `ctx.storeKV`, as stock does. */
const orders = new Map<i32, Order>();

export function addOrder(lines: Line[]): Order {
  const order = { number: orders.size + 1, status: "checking", lines } as Order;
  orders.set(order.number, order);
  return order;
}

export function findOrder(number: i32): Order | null {
  return orders.has(number) ? orders.get(number) : null;
}

/** The orders that wait, oldest first. */
export function waitingOrders(): Order[] {
  return orders.values().filter((order) => order.status == "waiting");
}

export function countOf(order: Order, item: string): i32 {
  let count = 0;
  for (let i = 0; i < order.lines.length; i++) {
    if (order.lines[i].item == item) count += order.lines[i].count;
  }
  return count;
}
