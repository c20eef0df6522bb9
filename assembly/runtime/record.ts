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

/** Reads a field that a table can't describe into `record`. */
type ReadOther = (r: Reader, record: usize, kind: u8) => void;

/**
 * Reads a map into a new record without lists and bytes. `T`'s constructor isn't run: texts begin as
 * "", all else as zero.
 */
// @ts-ignore: decorator
@inline
export function readPlain<T>(r: Reader, fields: usize): T {
  return changetype<T>(readNew(r, offsetof<T>(), idof<T>(), fields, 0));
}

/** As `readPlain`; fields of kind OTHER, which mustn't be references, go to `other`. */
// @ts-ignore: decorator
@inline
export function readMixed<T>(
  r: Reader,
  fields: usize,
  other: (r: Reader, record: T, kind: u8) => void
): T {
  return changetype<T>(readNew(r, offsetof<T>(), idof<T>(), fields, changetype<usize>(other)));
}

/** Reads a map into a record that its constructor made; fields of kind OTHER and above go to `other`. */
// @ts-ignore: decorator
@inline
export function readMade<T>(
  r: Reader,
  fields: usize,
  other: (r: Reader, record: T, kind: u8) => void
): T {
  const record = instantiate<T>();
  readRecord(r, changetype<usize>(record), fields, changetype<usize>(other));
  return r.failed ? instantiate<T>() : record;
}

/** A new object of class `id`; after a fault everything in it is zero. */
export function readNew(r: Reader, size: usize, id: u32, fields: usize, other: usize): usize {
  const record = __new(size, id);
  const root = changetype<Object>(record); // keeps the record while its texts are made
  clear(record, size, fields);
  readRecord(r, record, fields, other);
  if (r.failed) clear(changetype<usize>(root), size, fields);
  return record;
}

function clear(record: usize, size: usize, fields: usize): void {
  memory.fill(record, 0, size);
  for (let row = fields; load<u8>(row) != END; row = behindRow(row)) {
    if (load<u8>(row) == STRING) store<usize>(record + load<u8>(row, 1), changetype<usize>(""));
  }
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

function behindRow(row: usize): usize {
  return row + 3 + (load<u8>(row, 2) & 0x1f);
}

/** The table's row for the current key, or 0. */
function findRow(r: Reader, fields: usize): usize {
  for (let row = fields; load<u8>(row) != END; row = behindRow(row)) {
    if (r.hasKey(row + 3, load<u8>(row, 2) & 0x1f)) return row;
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

/** Reads an array; after a fault it's empty. */
// @ts-ignore: decorator
@inline
export function readList<T>(r: Reader, readItem: (r: Reader) => T): T[] {
  return changetype<T[]>(readItems(r, idof<T[]>(), changetype<usize>(readItem)));
}

/** All arrays of references are alike, so one function makes them. */
export function readItems(r: Reader, id: u32, readItem: usize): usize {
  const items = changetype<string[]>(__newArray(0, alignof<usize>(), id));
  for (let left = r.array(); left > 0 && !r.failed; left--) {
    items.push(changetype<(r: Reader) => string>(readItem)(r));
  }
  if (r.failed) items.length = 0;
  return changetype<usize>(items);
}

function readString(r: Reader): string {
  return r.string();
}

export function readStrings(r: Reader): string[] {
  return readList<string>(r, readString);
}
