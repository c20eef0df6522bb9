import type { HostCall, Manifest } from "@luminarys/sdk-as/engine";
import { HostLimitError } from "../host-limit-error.js";
import { type Expiry, STUCK_MS } from "./watchdog.js";

/** What a call fails with that took too long. */
export function expiryError(
  { skillId, method }: HostCall,
  { expiry, manifest }: { expiry: Expiry; manifest: Manifest },
): HostLimitError {
  const action = `Cannot finish "${skillId}/${method}"`;
  if (expiry === "total") {
    return new HostLimitError(`${action}: its deadline has passed`, { code: "deadline" });
  }
  if (expiry === "stuck") {
    const reason = `a host call in its thread took more than ${STUCK_MS} ms`;
    return new HostLimitError(`${action}: ${reason}`, { code: "deadline" });
  }
  const reason = `it ran for more than ${manifest.limits.deadline_ms} ms`;
  return new HostLimitError(`${action}: ${reason}. Hint: raise limits.deadline_ms`, {
    code: "deadline",
  });
}
