/** Why a read failed. */
export const FAULT_NONE: i32 = 0;
export const FAULT_TYPE: i32 = 1;
export const FAULT_END: i32 = 2;
export const FAULT_RANGE: i32 = 3;
export const FAULT_UTF8: i32 = 4;
export const FAULT_DEPTH: i32 = 5;
export const FAULT_MISSING: i32 = 6;
export const FAULT_CHOICE: i32 = 7;

/** Name of the type that a type byte announces, for messages. */
export function typeName(head: u32): string {
  if (head < 0x80 || head >= 0xe0 || (head >= 0xcc && head <= 0xd3)) return "integer";
  if (head < 0x90 || head >= 0xde) return "map";
  if (head < 0xa0 || head == 0xdc || head == 0xdd) return "array";
  if (head < 0xc0 || head >= 0xd9) return "string";
  if (head == 0xc0) return "nil";
  if (head == 0xc1) return "reserved";
  if (head < 0xc4) return "boolean";
  if (head < 0xc7) return "binary";
  return head == 0xca || head == 0xcb ? "float" : "ext";
}
