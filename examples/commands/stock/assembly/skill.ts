/**
 * Keeps a stock: reserves for orders, tells when something comes in, and asks what is to be reordered.
 *
 * @skill:id      org.luminarys.stock
 * @skill:name    "Stock"
 * @skill:version 1.0.0
 * @skill:desc    "Keeps a stock and says what is to be reordered"
 * @skill:require invoke orders
 */

import { Context, Encoder, logWarn } from "@luminarys/sdk-as";
import { allLevels, change, encodeLevels, levelOf, takeOver } from "./levels";

/** Every skill may read it; this one takes it up again after a restart. */
const KEY = "stock.levels";

/** What is missing, by item, as far as the orders have said. */
const missing = new Map<string, i32>();

// @skill:method load "Take up the levels that were stored, after a restart"
// @skill:hint   idempotent open_world:false
export function load(ctx: Context): void {
  ctx.loadKV(KEY, "on_loaded");
}

// @skill:method levels "Show how much there is of each item"
// @skill:result "The count by item"
// @skill:hint   read_only open_world:false
export function levels(): Map<string, i32> {
  return allLevels();
}

// @skill:method receive "Put items into the stock"
// @skill:param  item required "The item" example:tea
// @skill:param  count required "How many"
// @skill:result "How many there are now"
// @skill:hint   destructive:false open_world:false
export function receive(ctx: Context, item: string, count: i32): i32 {
  if (!accepts(ctx, count)) return 0;
  move(ctx, item, count);
  ctx.emit("stock.received", encodeLevel(item));
  return levelOf(item);
}

// @skill:internal
// @skill:method reserve "Take items out of the stock, all or none"
// @skill:param  item required "The item"
// @skill:param  count required "How many"
export function reserve(ctx: Context, item: string, count: i32): void {
  if (!accepts(ctx, count)) return;
  const level = levelOf(item);
  if (level < count) ctx.fail(`Cannot reserve ${count} of ${item}: there are ${level}`);
  else move(ctx, item, -count);
}

// @skill:internal
// @skill:method release "Put items back that were reserved"
// @skill:param  item required "The item"
// @skill:param  count required "How many"
export function release(ctx: Context, item: string, count: i32): void {
  if (accepts(ctx, count)) move(ctx, item, count);
}

// @skill:method review "Ask the orders what is missing; to_reorder tells it then"
// @skill:hint   open_world:false
export function review(ctx: Context): void {
  missing.clear();
  const items = allLevels().keys();
  for (let i = 0; i < items.length; i++) {
    ctx.call("orders", "demand", encodeItem(items[i]), "on_demand", items[i]);
  }
}

// @skill:method to_reorder "Show what the last review found missing"
// @skill:result "The count by item"
// @skill:hint   read_only open_world:false
export function toReorder(): Map<string, i32> {
  return missing;
}

// @skill:callback
// @skill:method on_demand "Take in how much of an item the orders need"
// @skill:param  call_ctx required "The item that was asked about"
// @skill:param  payload optional "How many, unless there was an error"
// @skill:param  error optional "Why it isn't known"
export function onDemand(call_ctx: string, payload: i32, error: string): void {
  if (error.length > 0) logWarn(`Cannot review ${call_ctx}: ${error}`);
  else if (payload > levelOf(call_ctx)) missing.set(call_ctx, payload - levelOf(call_ctx));
}

// @skill:callback
// @skill:method on_loaded "Take over levels that were stored"
// @skill:param  found required "Whether there were any"
// @skill:param  value optional "The count by item"
export function onLoaded(found: bool, value: Map<string, i32>): void {
  if (found) takeOver(value);
}

function accepts(ctx: Context, count: i32): bool {
  if (count > 0) return true;
  ctx.fail(`Cannot count ${count} items: at least 1 is needed`);
  return false;
}

function move(ctx: Context, item: string, by: i32): void {
  change(item, by);
  ctx.storeKV(KEY, encodeLevels());
}

function encodeItem(item: string): Uint8Array {
  const out = new Encoder();
  out.encode_map_header(1);
  out.encode_str("item");
  out.encode_str(item);
  return out.finish();
}

function encodeLevel(item: string): Uint8Array {
  const out = new Encoder();
  out.encode_map_header(2);
  out.encode_str("item");
  out.encode_str(item);
  out.encode_str("level");
  out.encode_i64(levelOf(item));
  return out.finish();
}
