import type { ValueType } from "../model.js";
import { quote } from "./print-descriptor.js";
import type { Line, Name, Printer } from "./printer.js";
import type { Seen } from "./seen.js";

interface Keyed {
  readonly name: string;
  readonly type: ValueType;
  readonly required: boolean;
}

interface Context<Item> {
  readonly printer: Printer;
  readonly reader: Name;
  readonly left: Name;
  readonly seen: Seen;
  /** The statement that takes the key's value. */
  readonly assign: (item: Item) => Line;
}

/** Prints the loop over a map's pairs that takes each known key and skips the others. */
export function printKeys<Item extends Keyed>(
  items: readonly Item[],
  { printer: p, reader, left, seen, assign }: Context<Item>,
): void {
  p.line`for (let ${left} = ${reader}.map(); ${left} > 0; ${left}--) {`;
  p.indented(() => {
    p.line`${reader}.nextKey();`;
    for (const [index, item] of items.entries()) {
      const test = p.code`${reader}.${keyTest(item)}(${quote(item.name)})`;
      const start = index === 0 ? "if" : "} else if";
      p.line`${start} (${test}) {`;
      p.indented(() => {
        p.line`${assign(item)}`;
        if (seen.has(item.name)) seen.printMark(item.name);
      });
    }
    if (items.length === 0) p.line`${reader}.skip();`;
    else p.line`} else ${reader}.skip();`;
  });
  p.line`}`;
}

/** Nil means absent, but a required list, map or bytes may be nil for empty, and a null is nil. */
function keyTest({ type, required }: Keyed): "is" | "has" {
  const nilIsValue = type.nullable || ["list", "map", "bytes", "any"].includes(type.kind);
  return required && nilIsValue ? "has" : "is";
}
