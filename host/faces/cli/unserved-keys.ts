import type { HostKey } from "../../config/survey.js";

/** What host.yaml may ask for and this version doesn't have. */
export const unservedKeys: {
  readonly inCalls: readonly HostKey[];
  readonly inRuns: readonly HostKey[];
  readonly inMcp: readonly HostKey[];
} = {
  inCalls: [],
  inRuns: ["web", "websocket", "gateway", "agents"],
  inMcp: [],
};
