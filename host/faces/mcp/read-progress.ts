import type { LogLine } from "../../log/log-line.js";
import type { CallProgress } from "./client-link.js";

/** How far a skill says that it is: a line with the fields `mcp.progress` and maybe `mcp.total`. */
export function readProgress({ fields, message }: LogLine): CallProgress | undefined {
  const { "mcp.progress": progress, "mcp.total": total } = fields;
  if (!isNumber(progress)) return undefined;
  return {
    progress,
    ...(isNumber(total) && { total }),
    ...(message === "" ? {} : { message }),
  };
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
