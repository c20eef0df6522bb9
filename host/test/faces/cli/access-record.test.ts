import { expect, test } from "vitest";
import { accessRecord } from "../../../faces/cli/render/access-record.js";

test("a request is a line of the log, whose duration is a number", () => {
  const access = {
    method: "GET",
    path: "/notes",
    status: 200,
    address: "127.0.0.1",
    traceId: "t1",
  };
  expect(accessRecord({ ...access, durationMs: 95.4321 })).toEqual({
    level: "info",
    message: "GET /notes 200",
    fields: { address: "127.0.0.1", duration_ms: 95.4 },
    traceId: "t1",
  });
});
