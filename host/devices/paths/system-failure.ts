import { HostError } from "@luminarys/sdk-as/engine";

type HostErrorCode = HostError["code"];

const failures: Readonly<Record<string, readonly [reason: string, code: HostErrorCode]>> = {
  ENOENT: ["no such file or directory", "not_found"],
  ENOTDIR: ["not a directory", "invalid"],
  EISDIR: ["it is a directory", "invalid"],
  ELOOP: ["too many links", "invalid"],
  ENAMETOOLONG: ["a name is too long", "invalid"],
  ENXIO: ["not a regular file", "invalid"],
  EACCES: ["its mode forbids it", "unavailable"],
  EPERM: ["its mode forbids it", "unavailable"],
  EROFS: ["the file system is read-only", "unavailable"],
  ENOSPC: ["no space left on the disk", "unavailable"],
  EMFILE: ["the host has too many files open", "unavailable"],
  ENFILE: ["the machine has too many files open", "unavailable"],
};

/** What the system says of a path, as the answer of a host call; `action` stands after `Cannot`. */
export function systemFailure(error: unknown, action: string): unknown {
  if (error instanceof HostError) return error;
  const code = systemCode(error);
  if (code === undefined) return error;
  const [reason, hostCode] = failures[code] ?? [`the system says ${code}`, "internal"];
  return new HostError(`Cannot ${action}: ${reason}`, { code: hostCode, cause: error });
}

/** `ENOENT` and the like; undefined for any other error. */
export function systemCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}
