import { Reader } from "../msgpack/reader";

// Records are read by tables instead of code of their own: each row says where a field lies in its
// object, of what kind it is, and its key. Code for every field would be the larger part of a skill.

// Kinds of fields.
export const END: u8 = 0;
export const STRING: u8 = 1;
export const BOOL: u8 = 2;
export const I32: u8 = 3;
export const U32: u8 = 4;
export const I64: u8 = 5;
export const F64: u8 = 6;
export const BYTES: u8 = 7;

/** Takes the value under a key that a record's table doesn't hold. */
export function skipField(r: Reader, _record: usize): void {
  r.skip();
}

/**
 * Reads a map into the object `record`. Rows of `fields`: kind, offset in the object, length of the
 * key, key; END closes the table. Other keys go to `rest`. Absent and nil ones leave the field alone.
 */
export function readRecord(
  r: Reader,
  record: usize,
  fields: usize,
  rest: (r: Reader, record: usize) => void
): void {
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    const row = findRow(r, fields);
    if (row == 0) rest(r, record);
    else if (!r.isNil()) readField(r, record, load<u8>(row), record + load<u8>(row, 1));
  }
}

/** The table's row for the current key, or 0. */
function findRow(r: Reader, fields: usize): usize {
  for (let row = fields; load<u8>(row) != END; row += 3 + load<u8>(row, 2)) {
    if (r.hasKey(row + 3, load<u8>(row, 2))) return row;
  }
  return 0;
}

function readField(r: Reader, record: usize, kind: u8, at: usize): void {
  switch (kind) {
    case STRING:
      return link(record, at, changetype<usize>(r.string()));
    case BYTES:
      return link(record, at, changetype<usize>(r.bytes()));
    case BOOL:
      return store<bool>(at, r.bool());
    case F64:
      return store<f64>(at, r.f64());
    case I64:
      return store<i64>(at, r.i64());
    case U32:
      return store<u32>(at, r.u32());
    default:
      return store<i32>(at, r.i32());
  }
}

/** Stores a managed value in a field of `record` and tells the garbage collector. */
function link(record: usize, at: usize, value: usize): void {
  store<usize>(at, value);
  __link(record, value, false);
}
