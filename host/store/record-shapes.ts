import type { TableName } from "./tables.js";

/** What a field of a record is: `nanoseconds` may be too large for a number. */
export type FieldKind = "text" | "bytes" | "count" | "nanoseconds" | "outcome";

export type RecordShape = Readonly<Record<string, FieldKind>>;

const origin = { sessionId: "text", llmSessionId: "text", traceId: "text" } as const;

/** The fields of the records of each table, those first by which one is found. */
export const recordShapes: Readonly<Record<TableName, RecordShape>> = {
  state: { skillId: "text", sessionId: "text", state: "bytes" },
  value: { key: "text", skillId: "text", value: "bytes" },
  schedule: {
    skillId: "text",
    id: "text",
    method: "text",
    dueMs: "count",
    payload: "bytes",
    ...origin,
  },
  subscription: { skillId: "text", topic: "text", callback: "text", ...origin },
  task: {
    skillId: "text",
    id: "text",
    method: "text",
    callerId: "text",
    cause: "text",
    payload: "bytes",
    deadlineNs: "nanoseconds",
    hops: "count",
    outcome: "outcome",
    ...origin,
  },
  batch: {
    id: "text",
    skillId: "text",
    callback: "text",
    concurrency: "count",
    size: "count",
    hops: "count",
    ...origin,
  },
  result: { batchId: "text", at: "count", index: "count", payload: "bytes", error: "text" },
  session: {
    owner: "text",
    id: "text",
    agentId: "text",
    channel: "text",
    title: "text",
    createdMs: "count",
    usedMs: "count",
  },
  history: { sessionId: "text", role: "text", content: "text" },
};

/** The fields of each kind of outcome, beside `kind`. */
export const outcomeShapes: Readonly<Record<string, RecordShape>> = {
  none: {},
  callback: { skillId: "text", callback: "text", callCtx: "text" },
  batch: { batchId: "text", at: "count", index: "count" },
};
