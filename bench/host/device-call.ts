/** A call in which devices are asked, without a skill around it. */
export const deviceCall = {
  skillId: "bench",
  method: "run",
  requestId: "",
  traceId: "",
  sessionId: "",
  llmSessionId: "",
  callerId: "",
  deadlineNs: 0,
};

export function micros(ns: number): string {
  return `${(ns / 1000).toFixed(0)} µs`;
}
