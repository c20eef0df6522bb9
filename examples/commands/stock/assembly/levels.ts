import { Encoder } from "@luminarys/sdk-as";

const levels = new Map<string, i32>();

export function levelOf(item: string): i32 {
  return levels.has(item) ? levels.get(item) : 0;
}

export function allLevels(): Map<string, i32> {
  return levels;
}

export function change(item: string, by: i32): void {
  levels.set(item, levelOf(item) + by);
}

/** As a map by item. */
export function encodeLevels(): Uint8Array {
  const items = levels.keys();
  const out = new Encoder();
  out.encode_map_header(items.length);
  for (let i = 0; i < items.length; i++) {
    out.encode_str(items[i]);
    out.encode_i64(levels.get(items[i]));
  }
  return out.finish();
}

/** Takes over levels that were stored; of items that are known already, what is known counts. */
export function takeOver(stored: Map<string, i32>): void {
  const items = stored.keys();
  for (let i = 0; i < items.length; i++) {
    if (!levels.has(items[i])) levels.set(items[i], stored.get(items[i]));
  }
}
