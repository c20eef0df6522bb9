import { createHash, randomBytes } from "node:crypto";
import { type Context, ROOT_CONTEXT, TraceFlags, trace } from "@opentelemetry/api";

/** The context of a request's trace: its `trace_id` where that is one of OpenTelemetry, else a digest of it. */
export function traceContext(traceId: string): Context {
  if (traceId === "") return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: toTraceId(traceId),
    // Whoever sent the request has named no span of its own.
    spanId: randomBytes(8).toString("hex"),
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  });
}

function toTraceId(text: string): string {
  const plain = text.toLowerCase().replaceAll("-", "");
  if (/^[0-9a-f]{32}$/.test(plain) && /[1-9a-f]/.test(plain)) return plain;
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
