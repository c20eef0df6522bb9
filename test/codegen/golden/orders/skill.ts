// @skill:id      com.example.orders
// @skill:name    "Orders"
// @skill:version 2.3.4
// @skill:desc    "Every type that a method may take or give"

import { Context, HttpHeader, MsgValue } from "@luminarys/sdk-as";
import { Customer, Item } from "./types";

const PAGE_SIZE: i32 = 20;

// @skill:method price_of "Add up an order"
// @skill:param  items    required "What is ordered"
// @skill:param  customer optional "Who orders"
// @skill:param  discount optional "Percent off" default:2.5 example:10
// @skill:param  currency optional "Currency of the sum" enum:EUR|USD|¥ default:EUR
// @skill:result "The sum"
export function priceOf(items: Item[], customer: Customer | null, discount: f64, currency: string): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < items.length; i++) sum += items[i].price * items[i].count;
  return sum * (100 - discount) / 100;
}

// @skill:method find "Find customers"
// @skill:param  names required "Names to look for"
// @skill:param  tags  optional "Tags, each with its weight"
// @skill:param  size  optional "Page size"
// @skill:param  order optional "Sorting"
// @skill:result "Customers by name"
// @skill:hint   read_only idempotent open_world:false
export function find(
  ctx: Context,
  names: string[],
  tags: Map<string, f32>,
  size: i32 = PAGE_SIZE,
  order: string = "name" + ":asc",
): Map<string, Customer | null> {
  const found = new Map<string, Customer | null>();
  for (let i = 0; i < names.length; i++) found.set(names[i], null);
  return found;
}

// @skill:method numbers "Take every width"
// @skill:param  a "i8"
// @skill:param  b "i16"
// @skill:param  c "i32"
// @skill:param  d "i64" default:-9223372036854775808
// @skill:param  e "u8"
// @skill:param  f "u16"
// @skill:param  g "u32"
// @skill:param  h "u64" default:18446744073709551615
// @skill:param  i "f32"
// @skill:param  j "f64"
// @skill:param  k "bool"
// @skill:result "All of them"
export function numbers(
  a: i8, b: i16, c: i32, d: i64, e: u8, f: u16, g: u32, h: u64, i: f32, j: f64, k: bool,
): string[] {
  return [
    a.toString(), b.toString(), c.toString(), d.toString(), e.toString(), f.toString(),
    g.toString(), h.toString(), i.toString(), j.toString(), k.toString(),
  ];
}

// @skill:method seal "Answer with bytes and values"
// @skill:param  data    required "Bytes" type:bytes example:aGVsbG8=
// @skill:param  extra   optional "Any value"
// @skill:param  headers optional "Header lines"
// @skill:param  grid    optional "Rows of numbers"
// @skill:result "The bytes"
export function seal(data: Uint8Array, extra: MsgValue, headers: HttpHeader[], grid: i32[][]): Uint8Array {
  return data;
}

// @skill:method echo_items "Give back what came"
// @skill:param  items required "Items"
export function echoItems(items: Array<Item | null>): Array<Item | null> {
  return items;
}

// @skill:method clear "Remove everything"
// @skill:internal
export function clear(): void {}
