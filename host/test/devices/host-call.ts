import type { HostCall } from "@luminarys/sdk-as/engine";

/** A call without a deadline. */
export const hostCall: HostCall = {
  skillId: "notes",
  method: "work",
  requestId: "r1",
  traceId: "t1",
  sessionId: "s1",
  llmSessionId: "",
  callerId: "",
  deadlineNs: 0,
};
