import { HostError } from "../../engine/errors.js";

/** Why something can't be done with a path, and the code that goes with it. */
const codes = {
  "no such file or directory": "not_found",
  "it exists already": "exists",
  "it is a directory": "invalid",
  "not a directory": "invalid",
  "not a regular file": "invalid",
  "too many links": "invalid",
  "the path isn't absolute": "invalid",
  "the path holds a NUL character": "invalid",
  "it lies below the source": "invalid",
  "the file system is read-only": "unavailable",
  "its mode forbids it": "unavailable",
  "no space left on the disk": "unavailable",
} as const;

export type FileFailure = keyof typeof codes;

/** `action` is a verb with what it is done to: `read "/a"`. */
export function fileError(action: string, failure: FileFailure): HostError {
  return new HostError(`Cannot ${action}: ${failure}`, { code: codes[failure] });
}
