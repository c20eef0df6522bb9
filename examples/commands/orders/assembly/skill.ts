/**
 * Takes orders: reserves what is ordered, waits for what is missing, and gives back what isn't paid.
 *
 * @skill:id      org.luminarys.orders
 * @skill:name    "Orders"
 * @skill:version 1.0.0
 * @skill:desc    "Takes orders and reserves what they need from the stock"
 * @skill:require invoke stock
 */

import { BatchResult, Context, Encoder, logWarn } from "@luminarys/sdk-as";
import { addOrder, countOf, findOrder, Line, Order, waitingOrders } from "./order";
import { MAX_LINES, release, reserveAll, STOCK } from "./stock";

const MINUTES_TO_PAY: i64 = 15;

/** What the stock says when something has come in. */
export class Received {
  item!: string;
  level: i32;
}

// @skill:method place "Place an order"
// @skill:param  lines required "What is ordered" example:[{"item": "tea", "count": 2}]
// @skill:result "The order's number; ask for its status then"
export function place(ctx: Context, lines: Line[]): i32 {
  if (lines.length == 0 || lines.length > MAX_LINES) {
    ctx.fail(`Cannot place an order of ${lines.length} lines: 1 to ${MAX_LINES} are possible`);
    return 0;
  }
  const order = addOrder(lines);
  // What is asked of the host happens after this call. Subscribing twice is subscribing once.
  ctx.subscribe("stock.received", "on_received");
  reserveAll(ctx, order);
  return order.number;
}

// @skill:method status "Show what has become of an order"
// @skill:param  number required "The order's number"
// @skill:result "The order"
// @skill:hint   read_only open_world:false
export function status(ctx: Context, number: i32): Order {
  return find(ctx, number);
}

// @skill:method pay "Pay an order that is reserved"
// @skill:param  number required "The order's number"
// @skill:hint   idempotent:false open_world:false
export function pay(ctx: Context, number: i32): void {
  const order = find(ctx, number);
  if (order.status == "reserved") order.status = "paid";
  else ctx.fail(`Cannot pay order ${number}: it is ${order.status}, expected reserved`);
}

// @skill:internal
// @skill:method demand "Say how much of an item the waiting orders need"
// @skill:param  item required "The item"
// @skill:result "How many"
export function demand(item: string): i32 {
  const waiting = waitingOrders();
  let count = 0;
  for (let i = 0; i < waiting.length; i++) count += countOf(waiting[i], item);
  return count;
}

// @skill:callback
// @skill:method on_reserved "Take in what the stock could reserve: all of an order, or it waits"
export function onReserved(ctx: Context, event: BatchResult): void {
  const order = findOrder(event.items[0].index / MAX_LINES);
  if (order === null) return;
  order.problems = [];
  for (let i = 0; i < event.items.length; i++) {
    const error = event.items[i].error;
    if (error.length > 0) order.problems.push(error);
  }
  if (order.problems.length == 0) {
    order.status = "reserved";
    ctx.schedule("expire", MINUTES_TO_PAY * 60_000, encodeNumber(order.number));
    return;
  }
  order.status = "waiting";
  for (let i = 0; i < event.items.length; i++) {
    const outcome = event.items[i];
    if (outcome.error.length == 0) release(ctx, order.lines[outcome.index % MAX_LINES]);
  }
}

// @skill:callback
// @skill:method on_received "Try the orders again that wait for what has come in"
// @skill:param  source required "Who says so"
// @skill:param  payload required "What has come in"
export function onReceived(ctx: Context, source: string, payload: Received): void {
  if (source != STOCK) {
    logWarn(`Ignored news of the stock from "${source}"`); // anybody may publish under any topic
    return;
  }
  const waiting = waitingOrders();
  for (let i = 0; i < waiting.length; i++) {
    const order = waiting[i];
    if (countOf(order, payload.item) == 0) continue;
    order.status = "checking";
    reserveAll(ctx, order);
  }
}

// @skill:callback
// @skill:method expire "Give back what was reserved for an order, unless it was paid"
// @skill:param  number required "The order's number"
export function expire(ctx: Context, number: i32): void {
  const order = find(ctx, number);
  if (order.status != "reserved") return;
  order.status = "expired";
  for (let i = 0; i < order.lines.length; i++) release(ctx, order.lines[i]);
}

/** The order; an empty one after the call was made to fail. */
function find(ctx: Context, number: i32): Order {
  const order = findOrder(number);
  if (order !== null) return order;
  ctx.fail(`Cannot find order ${number}`);
  return { number, status: "unknown", lines: [], problems: [] };
}

function encodeNumber(number: i32): Uint8Array {
  const out = new Encoder();
  out.encode_map_header(1);
  out.encode_str("number");
  out.encode_i64(number);
  return out.finish();
}
