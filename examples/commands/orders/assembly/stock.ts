import { BatchItem, Context, Encoder } from "@luminarys/sdk-as";
import { Line, Order } from "./order";

/** Instance id of the skill that keeps the stock, which the manifest allows to call. */
export const STOCK = "stock";
export const MAX_LINES = 100;
const AT_ONCE = 4;

/**
 * Asks the stock for all lines of an order. An outcome is told by its number alone, so the number says
 * which order it was and which line.
 */
export function reserveAll(ctx: Context, order: Order): void {
  const items: BatchItem[] = [];
  for (let i = 0; i < order.lines.length; i++) {
    const index = order.number * MAX_LINES + i;
    const payload = encodeLine(order.lines[i]);
    items.push({ index, skill_id: STOCK, method: "reserve", payload });
  }
  ctx.batch(items, "on_reserved", AT_ONCE);
}

/** Gives a line back. Nobody waits for the outcome: a failure is a notice of the host. */
export function release(ctx: Context, line: Line): void {
  ctx.call(STOCK, "release", encodeLine(line));
}

function encodeLine(line: Line): Uint8Array {
  const out = new Encoder();
  out.encode_map_header(2);
  out.encode_str("item");
  out.encode_str(line.item);
  out.encode_str("count");
  out.encode_i64(line.count);
  return out.finish();
}
