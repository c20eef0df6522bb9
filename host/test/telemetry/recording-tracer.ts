import {
  type Context,
  type Span,
  type SpanContext,
  type SpanOptions,
  type SpanStatus,
  type Tracer,
  trace,
} from "@opentelemetry/api";

export interface RecordedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Of the span that it is in. */
  readonly parentId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  status: SpanStatus | undefined;
  ended: boolean;
}

/** Keeps the spans that are made with it. */
export class RecordingTracer implements Tracer {
  readonly spans: RecordedSpan[] = [];

  startSpan(name: string, options: SpanOptions = {}, context?: Context): Span {
    const parent = context && trace.getSpanContext(context);
    const number = this.spans.length + 1;
    const recorded: RecordedSpan = {
      name,
      traceId: parent?.traceId ?? `new-${number}`,
      spanId: `span-${number}`,
      parentId: parent?.spanId ?? "",
      attributes: options.attributes ?? {},
      status: undefined,
      ended: false,
    };
    this.spans.push(recorded);
    return spanOf(recorded);
  }

  startActiveSpan(): never {
    throw new Error("spans aren't active across threads");
  }

  named(name: string): RecordedSpan {
    const found = this.spans.find((span) => span.name === name);
    if (!found) throw new Error(`no span ${name} among ${this.spans.map((each) => each.name)}`);
    return found;
  }
}

function spanOf(recorded: RecordedSpan): Span {
  const { traceId, spanId } = recorded;
  const context: SpanContext = { traceId, spanId, traceFlags: 1 };
  const span: Span = {
    spanContext: () => context,
    setStatus(status) {
      recorded.status = status;
      return span;
    },
    end() {
      recorded.ended = true;
    },
    isRecording: () => true,
    recordException() {},
    setAttribute: () => span,
    setAttributes: () => span,
    addEvent: () => span,
    addLink: () => span,
    addLinks: () => span,
    updateName: () => span,
  };
  return span;
}
