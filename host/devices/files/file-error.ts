import { HostError } from "@luminarys/sdk-as/engine";

/** Why something can't be done with a path, and the code that goes with it. */
const codes = {
  "no such file or directory": "not_found",
  "it exists already": "exists",
  "it is a directory": "invalid",
  "not a directory": "invalid",
  "not a regular file": "invalid",
  "too many links": "invalid",
  "its name isn't UTF-8": "invalid",
  "its mode forbids it": "unavailable",
  "others keep changing it": "unavailable",
} as const;

export type FileFailure = keyof typeof codes;

/** `action` is a verb with what it is done to: `read "/a"`. */
export function fileError(action: string, failure: FileFailure): HostError {
  return new HostError(`Cannot ${action}: ${failure}`, { code: codes[failure] });
}
