import { marshalState, text, unmarshalState, utf8 } from "@luminarys/sdk-as";

export class Item {
  name!: string;
  amount: f64;
  /** g, ml, or "" for pieces. */
  unit: string = "";
}

const VERSION: i32 = 1;

/** What a session's state holds. */
export function readList(state: Uint8Array): Item[] {
  const items: Item[] = [];
  const lines = text(unmarshalState(state).data).split("\n");
  for (let i = 0; i < lines.length; i++) {
    const parts = lines[i].split("\t");
    if (parts.length == 3) {
      items.push({ name: parts[0], amount: F64.parseFloat(parts[1]), unit: parts[2] });
    }
  }
  return items;
}

export function writeList(items: Item[]): Uint8Array {
  const lines: string[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    lines.push(`${plain(item.name)}\t${item.amount}\t${plain(item.unit)}`);
  }
  return marshalState(VERSION, utf8(lines.join("\n")));
}

/** Puts an item on the list; more of what is there is one line. */
export function putItem(list: Item[], item: Item): void {
  for (let i = 0; i < list.length; i++) {
    if (list[i].name == item.name && list[i].unit == item.unit) {
      list[i].amount += item.amount;
      return;
    }
  }
  list.push(item);
}

/** What divides lines and their parts can't stand in them. */
function plain(text: string): string {
  return text.replaceAll("\t", " ").replaceAll("\n", " ");
}
