import type { HostNotice } from "./host-notice.js";

/** Tells failures on stderr, for a host whose embedder doesn't listen. */
export function printNotice(notice: HostNotice): void {
  const { skillId } = notice;
  switch (notice.kind) {
    case "command_failed":
      console.error(`${skillId}: ${notice.message}`);
      break;
    case "call_failed":
    case "device_failed":
    case "worker_killed":
      console.error(`${skillId}:`, notice.error);
      break;
    default:
  }
}
