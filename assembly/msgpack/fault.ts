import {
  ARRAY,
  BINARY,
  BOOLEAN,
  EXT,
  FLOAT,
  INTEGER,
  MAP,
  NIL,
  RESERVED,
  STRING,
} from "./texts.gen";

/** Levels of nesting that are read. */
export const MAX_DEPTH: i32 = 64;

/** Why a read failed. */
export const FAULT_NONE: i32 = 0;
export const FAULT_TYPE: i32 = 1;
export const FAULT_END: i32 = 2;
export const FAULT_RANGE: i32 = 3;
export const FAULT_UTF8: i32 = 4;
export const FAULT_DEPTH: i32 = 5;
export const FAULT_MISSING: i32 = 6;
export const FAULT_CHOICE: i32 = 7;

/** Name of the type that a type byte announces. */
export function typeName(head: u32): usize {
  if (head < 0x80 || head >= 0xe0 || (head >= 0xcc && head <= 0xd3)) return INTEGER;
  if (head < 0x90 || head >= 0xde) return MAP;
  if (head < 0xa0 || head == 0xdc || head == 0xdd) return ARRAY;
  if (head < 0xc0 || head >= 0xd9) return STRING;
  if (head == 0xc0) return NIL;
  if (head == 0xc1) return RESERVED;
  if (head < 0xc4) return BOOLEAN;
  if (head < 0xc7) return BINARY;
  return head == 0xca || head == 0xcb ? FLOAT : EXT;
}
