import type { Area } from "./schema.js";
import { bool, call, i32, i64, list, record, required, str } from "./schema.js";

const archivePackResult = record("ArchivePackResult", "What was packed.", [
  i32("files_count", "Files in the archive."),
  str("format", "`tar.gz` or `zip`."),
]);

const archiveEntry = record("ArchiveEntry", "One entry of an archive.", [
  str("name", "Path inside the archive."),
  i64("size", "Unpacked size in bytes."),
  bool("is_dir", "Whether it is a directory."),
]);

const archivePath = required(str("archive", "The archive file."));
const format = str("format", "`tar.gz` or `zip`.", { zero: "by the file's extension" });
const exclude = str("exclude", "Globs of entries to leave out, separated by commas.");

export const archive: Area = {
  name: "archive",
  records: [archivePackResult, archiveEntry],
  calls: [
    call("archive_pack", {
      doc: "Packs a file or directory into an archive.",
      permission: "fs",
      request: [
        required(str("source", "The file or directory to pack.")),
        required(str("output", "The archive's path.")),
        str("format", "`tar.gz` or `zip`.", { zero: "`tar.gz`" }),
        exclude,
      ],
      answer: archivePackResult,
    }),
    call("archive_unpack", {
      doc: "Unpacks an archive into a directory.",
      permission: "fs rw",
      request: [
        archivePath,
        required(str("dest", "The directory to unpack into.")),
        format,
        exclude,
        i32("strip", "Leading path segments to drop from each entry."),
      ],
      answer: i32("files_count", "Files unpacked."),
    }),
    call("archive_list", {
      doc: "Lists an archive without unpacking it.",
      permission: "fs",
      request: [archivePath, format, exclude],
      answer: list(archiveEntry)("entries", "What the archive holds."),
    }),
  ],
};
