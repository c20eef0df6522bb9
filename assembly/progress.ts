import { LogField } from "./runtime/log-field";
import { log } from "./system";

/**
 * Says how far a call is, to callers that ask for it; it must rise from one to the next. A `total`
 * of 0 is unknown. Others find it in the log, as fields `mcp.progress` and `mcp.total`.
 * Permission: none.
 */
export function reportProgress(progress: f64, total: f64 = 0, message: string = ""): void {
  const fields = [LogField.number("mcp.progress", progress)];
  if (total > 0) fields.push(LogField.number("mcp.total", total));
  log("info", message, fields);
}
