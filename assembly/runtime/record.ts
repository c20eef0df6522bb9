import { Reader } from "../msgpack/reader";

// Records are read by tables instead of code of their own: each row says of what kind a field is,
// where it lies in its object, and its key as a short string. Code for every field would be the larger
// part of a skill.

// Kinds of fields. OTHER and all above it are for the record's own function, which tells them apart.
export const END: u8 = 0;
export const STRING: u8 = 1;
export const BOOL: u8 = 2;
export const I32: u8 = 3;
export const U32: u8 = 4;
export const I64: u8 = 5;
export const OTHER: u8 = 6;

/** Reads the fields of a record that a table can't describe. */
type ReadOther = (r: Reader, record: usize, kind: u8) => void;

/** Reads a map into `record`. Absent and nil fields stay as they are. Returns `record`. */
// @ts-ignore: decorator
@inline
export function readPlain<T>(r: Reader, record: T, fields: usize): T {
  readRecord(r, changetype<usize>(record), fields, 0);
  return record;
}

/** As `readPlain`; fields of kind OTHER and above go to `other`. */
// @ts-ignore: decorator
@inline
export function readMixed<T>(
  r: Reader,
  record: T,
  fields: usize,
  other: (r: Reader, record: T, kind: u8) => void
): T {
  readRecord(r, changetype<usize>(record), fields, changetype<usize>(other));
  return record;
}

/** Rows of `fields`: kind, offset in the object, key. `record` and `other` are the caller's to keep. */
function readRecord(r: Reader, record: usize, fields: usize, other: usize): void {
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    const row = findRow(r, fields);
    if (row == 0) r.skip();
    else if (!r.isNil()) {
      const kind = load<u8>(row);
      if (kind >= OTHER) changetype<ReadOther>(other)(r, record, kind);
      else readField(r, kind, record, record + load<u8>(row, 1));
    }
  }
}

/** The table's row for the current key, or 0. */
function findRow(r: Reader, fields: usize): usize {
  for (let row = fields; load<u8>(row) != END; ) {
    const size = load<u8>(row, 2) & 0x1f;
    if (r.hasKey(row + 3, size)) return row;
    row += 3 + <usize>size;
  }
  return 0;
}

function readField(r: Reader, kind: u8, record: usize, at: usize): void {
  if (kind == STRING) {
    const text = changetype<usize>(r.string());
    store<usize>(at, text);
    __link(record, text, false);
  } else if (kind == BOOL) store<bool>(at, r.bool());
  else if (kind == I64) store<i64>(at, r.i64());
  else if (kind == U32) store<u32>(at, r.u32());
  else store<i32>(at, r.i32());
}

/** Reads an array; stops at the first fault. */
// @ts-ignore: decorator
@inline
export function readList<T>(r: Reader, readItem: (r: Reader) => T): T[] {
  const items: T[] = [];
  readItems(r, changetype<usize>(items), changetype<usize>(readItem));
  return items;
}

/** All arrays of references are alike, so one function fills them. */
function readItems(r: Reader, items: usize, readItem: usize): void {
  for (let left = r.array(); left > 0 && !r.failed; left--) {
    changetype<string[]>(items).push(changetype<(r: Reader) => string>(readItem)(r));
  }
}

function readString(r: Reader): string {
  return r.string();
}

export function readStrings(r: Reader): string[] {
  return readList<string>(r, readString);
}
