/**
 * Keeps a shopping list for each conversation.
 *
 * @skill:id      org.luminarys.shopping
 * @skill:name    "Shopping list"
 * @skill:version 1.0.0
 * @skill:desc    "Keeps the shopping list of a conversation"
 */

import { Context } from "@luminarys/sdk-as";
import { Item, putItem, readList, writeList } from "./shopping-list";

const MAX_ITEMS = 200;

// @skill:method add "Put items on the shopping list"
// @skill:param  items required "What to buy" example:[{"name": "flour", "amount": 500, "unit": "g"}]
// @skill:result "The whole list"
// @skill:hint   destructive:false idempotent:false open_world:false
export function add(ctx: Context, items: Item[]): Item[] {
  const list = readList(ctx.state);
  for (let i = 0; i < items.length; i++) {
    if (!(items[i].amount > 0)) {
      ctx.fail(`Cannot add "${items[i].name}": expected an amount of more than 0`);
      return list;
    }
    putItem(list, items[i]);
  }
  if (list.length > MAX_ITEMS) {
    ctx.fail(`Cannot add ${items.length} items: a list holds at most ${MAX_ITEMS}`);
    return list;
  }
  ctx.setState(writeList(list));
  return list;
}

// @skill:method list "Show the shopping list"
// @skill:result "What to buy"
// @skill:hint   read_only open_world:false
export function list(ctx: Context): Item[] {
  return readList(ctx.state);
}

// @skill:method clear "Empty the shopping list"
// @skill:hint   destructive idempotent open_world:false
export function clear(ctx: Context): void {
  ctx.setState(writeList([]));
}
