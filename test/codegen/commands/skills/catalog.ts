/**
 * @skill:id      com.example.catalog
 * @skill:name    "Catalog"
 * @skill:version 2.1.0
 * @skill:desc    "Keeps prices & parts"
 * @skill:require fs /data/** ro
 * @skill:require env CURRENCY
 */

import { ConnEvent, Context, getEnv, MsgValue } from "@luminarys/sdk-as";

/** A size in millimetres. */
export class Size {
  width: f64;
  height: f64 = 1.5;
}

export class Part {
  name!: string;
  price: i64;
  amount: u8 = 1;
  size: Size | null = null;
  tags: string[] = [];
}

// @skill:method add_part "Add a part, or | replace it"
// @skill:param part required "The part"
// @skill:param mode optional "What to do with an old one" enum:keep|replace default:replace example:keep
// @skill:result "The parts that there are"
export function addPart(ctx: Context, part: Part, mode: string): Part[] {
  return [part];
}

// @skill:method measure "Take every type"
// @skill:param flag required "A flag"
// @skill:param small required "Eight bits"
// @skill:param whole required "64 bits"
// @skill:param natural required "64 bits without a sign" example:7
// @skill:param ratio required "A fraction"
// @skill:param data required "Bytes" type:bytes
// @skill:param sizes required "Sizes by name"
// @skill:param rows required "Rows of numbers"
// @skill:param note required "Text or null"
// @skill:param extra optional "Anything"
// @skill:param limit optional "How many */ at most" default:10
export function measure(
  flag: bool,
  small: i8,
  whole: i64,
  natural: u64,
  ratio: f64,
  data: Uint8Array,
  sizes: Map<string, Size>,
  rows: i32[][],
  note: string | null,
  extra: MsgValue,
  limit: i32,
): void {}

// @skill:method ping "Answer with bytes"
// @skill:hint   read_only open_world:false
// @skill:result "Four bytes"
export function ping(): Uint8Array {
  return new Uint8Array(4);
}

// @skill:method currency "Name the currency"
// @skill:internal
// @skill:result "Its code"
export function currency(): string {
  return getEnv("CURRENCY");
}

// @skill:callback
// @skill:method on_data "Data came"
export function onData(ctx: Context, event: ConnEvent): void {}
