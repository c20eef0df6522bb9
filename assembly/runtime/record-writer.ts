import { Writer } from "../msgpack/writer";
import { BOOL, END, STRING } from "./record";

/** Writes records as an array of maps; `fields` is their table (see runtime/record), without OTHER. */
// @ts-ignore: decorator
@inline
export function writeList<T>(out: Writer, items: T[], fields: usize): void {
  writeRecords(out, changetype<string[]>(changetype<usize>(items)), fields);
}

/** All arrays of references are alike, so one function writes them. */
function writeRecords(out: Writer, items: string[], fields: usize): void {
  out.array(items.length);
  for (let i = 0; i < items.length; i++) writeRecord(out, changetype<usize>(unchecked(items[i])), fields);
}

/** Writes a record that the caller keeps. */
function writeRecord(out: Writer, record: usize, fields: usize): void {
  out.map(0);
  const head = out.length - 1;
  let count = 0;
  for (let row = fields; load<u8>(row) != END; count++) {
    const size: usize = 1 + (load<u8>(row, 2) & 0x1f);
    out.splice(row + 2, size);
    writeField(out, load<u8>(row), record + load<u8>(row, 1));
    row += 2 + size;
  }
  out.patch(head, 0x80 | count);
}

function writeField(out: Writer, kind: u8, at: usize): void {
  if (kind == STRING) out.string(changetype<string>(load<usize>(at)));
  else if (kind == BOOL) out.bool(load<bool>(at));
  else out.i64(load<i64>(at));
}

export function writeStrings(out: Writer, items: string[]): void {
  out.array(items.length);
  for (let i = 0; i < items.length; i++) out.string(unchecked(items[i]));
}
