import type { Area } from "./schema.js";
import { bin, bool, call, i32, i64, list, record, required, str, u32 } from "./schema.js";

const allowedDir = record("AllowedDir", "A directory that the manifest grants.", [
  str("path", "Absolute path."),
  str("mode", "`ro` or `rw`."),
]);

const dirEntry = record("DirEntry", "One entry of a directory.", [
  str("name", "Base name."),
  i64("size", "Size in bytes."),
  bool("is_dir", "Whether it is a directory."),
  i64("mod_time", "Modification time, Unix seconds; only with `long`.", { omit: "null" }),
  u32("mode", "Permission bits; only with `long`.", { omit: "null" }),
  str("mode_str", "Permissions as ls prints them; only with `long`.", { omit: "null" }),
]);

const textFileContent = record("TextFileContent", "A window of lines of a text file.", [
  list("str")("lines", "The lines, without their ends."),
  i32("total_lines", "Lines in the whole file."),
  i32("offset", "The first line's index, from 0."),
  bool("is_truncated", "Whether lines follow the last one given."),
]);

const grepRange = record("GrepRange", "Where a match lies in its line, in bytes.", [
  i64("start", "Offset of the first byte."),
  i64("end", "Offset behind the last byte."),
]);

const grepLineMatch = record("GrepLineMatch", "A line that matches.", [
  i32("line_num", "Line number, from 1."),
  str("line", "The line's text."),
  list(grepRange)("ranges", "The matches in the line."),
]);

const grepFileMatch = record("GrepFileMatch", "A file with lines that match.", [
  str("path", "The file."),
  list(grepLineMatch)("matches", "Its lines."),
]);

const globEntry = record("GlobEntry", "A path that a glob matches.", [
  str("path", "The path."),
  bool("is_dir", "Whether it is a directory."),
]);

const ignoreDirs = list("str")("ignore_dirs", "Names of directories to skip.", {
  omit: "null",
  zero: "absent skips `.git` and `node_modules`, an empty list nothing",
});

const content = bin("content", "The bytes to write.");

export const fs: Area = {
  name: "fs",
  records: [
    allowedDir,
    dirEntry,
    textFileContent,
    grepRange,
    grepLineMatch,
    grepFileMatch,
    globEntry,
  ],
  calls: [
    call("fs_read", {
      doc: "Reads a whole file.",
      permission: "fs",
      request: [required(str("path", "The file."))],
      answer: bin("content", "The file's bytes."),
    }),
    call("fs_write", {
      doc: "Writes a whole file, over one that exists.",
      permission: "fs rw",
      request: [required(str("path", "The file.")), content],
      answer: null,
    }),
    call("fs_create", {
      doc: "Writes a new file; fails if the file exists.",
      permission: "fs rw",
      request: [required(str("path", "The file.")), content],
      answer: null,
    }),
    call("fs_delete", {
      doc: "Deletes a file, or a directory with all below it.",
      permission: "fs rw",
      request: [required(str("path", "The file or directory."))],
      answer: null,
    }),
    call("fs_mkdir", {
      doc: "Makes a directory and its parents.",
      permission: "fs rw",
      request: [required(str("path", "The directory; braces expand: `/a/{b,c}`."))],
      answer: null,
    }),
    call("fs_ls", {
      doc: "Lists a directory.",
      permission: "fs",
      request: [
        required(str("path", "The directory.")),
        bool("long", "Whether to fill in `mod_time`, `mode` and `mode_str`."),
      ],
      answer: list(dirEntry)("entries", "What the directory holds."),
    }),
    call("fs_copy", {
      doc: "Copies a file.",
      permission: "fs ro + rw",
      request: [
        required(str("source", "The file to copy.")),
        required(str("dest", "The copy's path.")),
      ],
      answer: null,
    }),
    call("fs_chmod", {
      doc: "Changes permission bits.",
      permission: "fs rw",
      request: [
        required(str("path", "The file or directory.")),
        u32("mode", "Permission bits."),
        bool("recursive", "Whether to change everything below a directory too."),
      ],
      answer: null,
    }),
    call("fs_read_lines", {
      doc: "Reads a window of lines of a text file.",
      permission: "fs",
      request: [
        required(str("path", "The file.")),
        i32("offset", "Index of the first line, from 0."),
        i32("limit", "Most lines to read.", { zero: "all" }),
      ],
      answer: textFileContent,
    }),
    call("fs_grep", {
      doc: "Searches files for lines that match a pattern.",
      permission: "fs",
      request: [
        required(str("pattern", "RE2 expression, or literal text with `fixed`.")),
        str("path", "File or directory to search.", { zero: "all allowed directories" }),
        bool("fixed", "Whether the pattern is literal text."),
        bool("case_insensitive", "Whether case is ignored."),
        bool("with_lines", "Whether to give the lines' text."),
        list("str")("include", "Globs of files to search.", { zero: "all files" }),
        list("str")("exclude", "Globs of files to leave out."),
        i32("max_count", "Most matching lines a file.", { zero: "unlimited" }),
        i32("max_depth", "Most levels of directories.", { zero: "unlimited" }),
        i32("workers", "Files searched at a time.", { zero: "the host's choice" }),
        str("type_filter", "File type as ripgrep names it: go, ts, py.", { zero: "all types" }),
        ignoreDirs,
        bool("filename_only", "Whether to give only the paths."),
      ],
      answer: list(grepFileMatch)("matches", "The files that match."),
    }),
    call("fs_glob", {
      doc: "Finds paths that match glob patterns.",
      permission: "fs",
      request: [
        required(
          list("str")("patterns", "Globs; one with a `/` matches the path, else the base name."),
        ),
        str("path", "Directory to search.", { zero: "all allowed directories" }),
        bool("only_files", "Whether to leave directories out."),
        bool("only_dirs", "Whether to leave files out."),
        bool("match_hidden", "Whether wildcards match a leading dot."),
        i32("max_depth", "Most levels of directories.", { zero: "unlimited" }),
        ignoreDirs,
      ],
      answer: list(globEntry)("matches", "The paths that match."),
    }),
    call("fs_allowed_dirs", {
      doc: "Lists the directories that the manifest grants.",
      permission: "fs",
      request: [],
      answer: list(allowedDir)("dirs", "The directories."),
    }),
  ],
};
