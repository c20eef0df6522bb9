import {
  type Context,
  context,
  createTraceState,
  isSpanContextValid,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import type { Channel, JsonObject } from "./channel.js";

/** Where frames keep the context of their trace. */
const EXTENSION = "x-vendor.opentelemetry.tracecontext";

export interface TracingOptions {
  readonly tracer: Tracer;
  /** Before `.send` and `.recv` in the names of spans. Default: `channel`. */
  readonly name?: string;
}

/**
 * Lets traces go on at the other end: frames that are sent inside of a span carry W3C trace context in
 * `extensions["x-vendor.opentelemetry.tracecontext"]`, and handlers run inside of a span that is its
 * child. The frames that are given aren't changed.
 */
export function withTracing(
  channel: Channel<JsonObject>,
  { tracer, name = "channel" }: TracingOptions,
): Channel<JsonObject> {
  return {
    carries: channel.carries ?? "values",
    get closed() {
      return channel.closed;
    },
    send: (frame) => {
      if (!activeSpanContext(context.active())) return channel.send(frame);
      const span = tracer.startSpan(spanName(name, "send", frame), { kind: SpanKind.PRODUCER });
      return ended(span, () => channel.send(inject(frame, span.spanContext())));
    },
    onFrame: (handler) =>
      channel.onFrame((frame) => {
        const parent = extract(frame, context.active());
        const kind = SpanKind.CONSUMER;
        const span = tracer.startSpan(spanName(name, "recv", frame), { kind }, parent);
        const inside = trace.setSpan(parent, span);
        return ended(span, async () => context.with(inside, () => handler(frame)));
      }),
    onClose: (handler) => channel.onClose(handler),
    close: (reason, code) => channel.close(reason, code),
  };
}

/** Runs it, and ends the span with it. */
async function ended(span: Span, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    span.recordException(error as Error);
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** The peer chooses types: what isn't like a name doesn't get into one. */
function spanName(name: string, action: "send" | "recv", { type }: JsonObject): string {
  const isName = typeof type === "string" && /^[\w.:-]{1,64}$/.test(type);
  return `${name}.${action} ${isName ? type : "frame"}`;
}

function activeSpanContext(from: Context): SpanContext | undefined {
  const spanContext = trace.getSpanContext(from);
  return spanContext && isSpanContextValid(spanContext) ? spanContext : undefined;
}

function inject(frame: JsonObject, spanContext: SpanContext): JsonObject {
  if (!isSpanContextValid(spanContext)) return frame;
  const { traceId, spanId, traceFlags, traceState } = spanContext;
  const flags = traceFlags.toString(16).padStart(2, "0");
  const tracestate = traceState?.serialize() ?? "";
  const carrier = {
    traceparent: `00-${traceId}-${spanId}-${flags}`,
    ...(tracestate !== "" && { tracestate }),
  };
  const extensions = isObject(frame.extensions) ? frame.extensions : {};
  return { ...frame, extensions: { ...extensions, [EXTENSION]: carrier } };
}

/** The context in which the frame was sent; the given one when the frame tells none. */
function extract({ extensions }: JsonObject, otherwise: Context): Context {
  const carrier = isObject(extensions) ? extensions[EXTENSION] : undefined;
  if (!isObject(carrier)) return otherwise;
  const { traceparent, tracestate } = carrier;
  const spanContext = typeof traceparent === "string" ? parse(traceparent) : undefined;
  if (!spanContext) return otherwise;
  const traceState = typeof tracestate === "string" ? createTraceState(tracestate) : undefined;
  return trace.setSpanContext(otherwise, { ...spanContext, ...(traceState && { traceState }) });
}

/** Of every version of the format: later ones may have more parts. */
function parse(traceparent: string): SpanContext | undefined {
  const parts = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
  const [, version, traceId = "", spanId = "", flags = "", more] = parts.exec(traceparent) ?? [];
  if (version === undefined || (version === "00" && more !== undefined)) return undefined;
  const spanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(spanContext) ? spanContext : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
