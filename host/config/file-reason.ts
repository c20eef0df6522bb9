const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOENT: "no such file",
  EISDIR: "it is a folder",
  EEXIST: "it exists already",
  ENOTDIR: "a part of its path is not a folder",
  ELOOP: "its links go round in a circle",
  ENOSPC: "the disk is full",
  EMFILE: "too many open files",
  ERR_FS_FILE_TOO_LARGE: "it is too large",
};

/** Why the file system refused, in words. Anything but a system error is thrown on. */
export function fileReason(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error)) throw error;
  const code = String(error.code);
  return reasons[code] ?? code;
}
