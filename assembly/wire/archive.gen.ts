// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";
import { Exchange } from "../runtime/exchange";
import { BOOL, END, I32, I64, STRING, readList, readPlain } from "../runtime/record";

/** What was packed. */
export class ArchivePackResult {
  /** Files in the archive. */
  files_count: i32 = 0;
  /** `tar.gz` or `zip`. */
  format: string = "";
}

/** One entry of an archive. */
export class ArchiveEntry {
  /** Path inside the archive. */
  name: string = "";
  /** Unpacked size in bytes. */
  size: i64 = 0;
  /** Whether it is a directory. */
  is_dir: bool = false;
}

// @ts-ignore: decorator
@external("env", "archive_pack")
declare function archive_pack(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const ARCHIVE_PACK: usize = memory.data<u8>([
  0xac, 0x61, 0x72, 0x63, 0x68, 0x69, 0x76, 0x65, 0x5f, 0x70, 0x61, 0x63, 0x6b, // archive_pack
  0xa0,
  0xa6, 0x73, 0x6f, 0x75, 0x72, 0x63, 0x65, // source
  0xa6, 0x6f, 0x75, 0x74, 0x70, 0x75, 0x74, // output
  0xa6, 0x66, 0x6f, 0x72, 0x6d, 0x61, 0x74, // format
  0xa7, 0x65, 0x78, 0x63, 0x6c, 0x75, 0x64, 0x65, // exclude
]);

/** Packs a file or directory into an archive. Needs `fs`. */
export function callArchivePack(
  source: string,
  output: string,
  format: string,
  exclude: string,
): ArchivePackResult {
  const call = Exchange.begin(ARCHIVE_PACK, 4);
  call.field().string(source);
  call.field().string(output);
  call.field().string(format);
  call.field().string(exclude);
  call.receive(archive_pack(call.send(), call.size));
  return call.record<ArchivePackResult>(ARCHIVE_PACK_RESULT);
}

// @ts-ignore: decorator
@external("env", "archive_unpack")
declare function archive_unpack(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const ARCHIVE_UNPACK: usize = memory.data<u8>([
  0xae, 0x61, 0x72, 0x63, 0x68, 0x69, 0x76, 0x65, 0x5f, 0x75, 0x6e, 0x70, 0x61, 0x63,
  0x6b, // archive_unpack
  0xab, 0x66, 0x69, 0x6c, 0x65, 0x73, 0x5f, 0x63, 0x6f, 0x75, 0x6e, 0x74, // files_count
  0xa7, 0x61, 0x72, 0x63, 0x68, 0x69, 0x76, 0x65, // archive
  0xa4, 0x64, 0x65, 0x73, 0x74, // dest
  0xa6, 0x66, 0x6f, 0x72, 0x6d, 0x61, 0x74, // format
  0xa7, 0x65, 0x78, 0x63, 0x6c, 0x75, 0x64, 0x65, // exclude
  0xa5, 0x73, 0x74, 0x72, 0x69, 0x70, // strip
]);

/** Unpacks an archive into a directory. Needs `fs rw`. */
export function callArchiveUnpack(
  archive: string,
  dest: string,
  format: string,
  exclude: string,
  strip: i32,
): i32 {
  const call = Exchange.begin(ARCHIVE_UNPACK, 5);
  call.field().string(archive);
  call.field().string(dest);
  call.field().string(format);
  call.field().string(exclude);
  call.field().i64(strip);
  call.receive(archive_unpack(call.send(), call.size));
  return call.int();
}

// @ts-ignore: decorator
@external("env", "archive_list")
declare function archive_list(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const ARCHIVE_LIST: usize = memory.data<u8>([
  0xac, 0x61, 0x72, 0x63, 0x68, 0x69, 0x76, 0x65, 0x5f, 0x6c, 0x69, 0x73, 0x74, // archive_list
  0xa7, 0x65, 0x6e, 0x74, 0x72, 0x69, 0x65, 0x73, // entries
  0xa7, 0x61, 0x72, 0x63, 0x68, 0x69, 0x76, 0x65, // archive
  0xa6, 0x66, 0x6f, 0x72, 0x6d, 0x61, 0x74, // format
  0xa7, 0x65, 0x78, 0x63, 0x6c, 0x75, 0x64, 0x65, // exclude
]);

/** Lists an archive without unpacking it. Needs `fs`. */
export function callArchiveList(archive: string, format: string, exclude: string): ArchiveEntry[] {
  const call = Exchange.begin(ARCHIVE_LIST, 3);
  call.field().string(archive);
  call.field().string(format);
  call.field().string(exclude);
  call.receive(archive_list(call.send(), call.size));
  return call.endWith<ArchiveEntry[]>(readList<ArchiveEntry>(call.only(), readArchiveEntry));
}

// @ts-ignore: decorator
@lazy
export const ARCHIVE_PACK_RESULT: usize = memory.data<u8>([
  I32, offsetof<ArchivePackResult>("files_count") as u8,
  0xab, 0x66, 0x69, 0x6c, 0x65, 0x73, 0x5f, 0x63, 0x6f, 0x75, 0x6e, 0x74, // files_count
  STRING, offsetof<ArchivePackResult>("format") as u8,
  0xa6, 0x66, 0x6f, 0x72, 0x6d, 0x61, 0x74, // format
  END,
]);

// @ts-ignore: decorator
@lazy
export const ARCHIVE_ENTRY: usize = memory.data<u8>([
  STRING, offsetof<ArchiveEntry>("name") as u8,
  0xa4, 0x6e, 0x61, 0x6d, 0x65, // name
  I64, offsetof<ArchiveEntry>("size") as u8,
  0xa4, 0x73, 0x69, 0x7a, 0x65, // size
  BOOL, offsetof<ArchiveEntry>("is_dir") as u8,
  0xa6, 0x69, 0x73, 0x5f, 0x64, 0x69, 0x72, // is_dir
  END,
]);

export function readArchiveEntry(r: Reader): ArchiveEntry {
  return readPlain<ArchiveEntry>(r, ARCHIVE_ENTRY);
}
