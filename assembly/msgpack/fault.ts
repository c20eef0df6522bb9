import { TEXTS, TYPE_NAMES } from "./texts.gen";

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

/** Name of the type that a type byte announces, a text of texts.gen. */
export function typeName(head: u32): usize {
  const row = head >> 5 == 6 ? head - 0xb0 : head >> 4;
  return TEXTS + load<u8>(TYPE_NAMES + row);
}
