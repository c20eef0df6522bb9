import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Context,
  type ContextManager,
  context,
  createTraceState,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Channel, JsonObject } from "../../channels/channel.js";
import { withTracing } from "../../channels/with-tracing.js";
import { createMemoryPair } from "./pairs.js";

const EXTENSION = "x-vendor.opentelemetry.tracecontext";
const TRACE = "0af7651916cd43dd8448eb211c80319c";
const ZEROS = "0".repeat(32);

/** Carries contexts through promises, as the providers of OpenTelemetry do. */
class PlainContexts implements ContextManager {
  private readonly storage = new AsyncLocalStorage<Context>();
  active = () => this.storage.getStore() ?? ROOT_CONTEXT;
  with: ContextManager["with"] = (inside, run, self, ...args) =>
    this.storage.run(inside, () => run.call(self as never, ...args));
  bind: ContextManager["bind"] = (_, target) => target;
  enable = () => this;
  disable = () => this;
}

interface Recorded {
  name: string;
  kind: SpanKind | undefined;
  context: SpanContext;
  parentId: string;
  status?: SpanStatusCode;
  ended: boolean;
}

/** Numbers its spans; those without a parent begin trace "1...". */
class NumberingTracer implements Pick<Tracer, "startSpan"> {
  readonly spans: Recorded[] = [];

  startSpan(name: string, { kind }: SpanOptions = {}, within = context.active()): Span {
    const parent = trace.getSpanContext(within);
    const { traceId = "1".repeat(32), traceFlags = 1, traceState } = parent ?? {};
    const spanId = String(this.spans.length + 1).padStart(16, "0");
    const own = { traceId, spanId, traceFlags, ...(traceState && { traceState }) };
    const recorded: Recorded = {
      name,
      kind,
      context: own,
      parentId: parent?.spanId ?? "",
      ended: false,
    };
    this.spans.push(recorded);
    const span = {
      spanContext: () => own,
      recordException: () => {},
      setStatus: ({ code }: { code: SpanStatusCode }) => {
        recorded.status = code;
      },
      end: () => {
        recorded.ended = true;
      },
    };
    return span as unknown as Span;
  }
}

const manager = new PlainContexts();
beforeAll(() => {
  context.setGlobalContextManager(manager);
});
afterAll(() => {
  context.disable();
});

function createTraced(): {
  tracer: NumberingTracer;
  traced: Channel<JsonObject>;
  plain: Channel<JsonObject>;
} {
  const tracer = new NumberingTracer();
  const { near, far } = createMemoryPair<JsonObject>();
  return {
    tracer,
    traced: withTracing(near, { tracer: tracer as unknown as Tracer, name: "gateway" }),
    plain: far,
  };
}

function inside<T>(spanContext: Partial<SpanContext>, run: () => T): T {
  const active = { traceId: TRACE, spanId: "b7ad6b7169203331", traceFlags: 1, ...spanContext };
  return context.with(trace.setSpanContext(ROOT_CONTEXT, active), run);
}

const next = (channel: Channel<JsonObject>) =>
  new Promise<JsonObject>((resolve) => channel.onFrame(resolve));

describe("sending", () => {
  test("inside of a span carries its trace, as a child that has ended", async () => {
    const { tracer, traced, plain } = createTraced();
    const heard = next(plain);
    const traceState = createTraceState("vendor=1");
    await inside({ traceState }, () => traced.send({ type: "req", id: "1" }));
    const carrier = { traceparent: `00-${TRACE}-0000000000000001-01`, tracestate: "vendor=1" };
    expect(await heard).toEqual({ type: "req", id: "1", extensions: { [EXTENSION]: carrier } });
    expect(tracer.spans).toMatchObject([
      {
        name: "gateway.send req",
        kind: SpanKind.PRODUCER,
        parentId: "b7ad6b7169203331",
        ended: true,
      },
    ]);
  });

  test("doesn't change the frame that was given, and keeps other extensions", async () => {
    const { traced, plain } = createTraced();
    const frame = Object.freeze({ type: "req", extensions: Object.freeze({ other: 1 }) });
    const heard = next(plain);
    await inside({}, () => traced.send(frame));
    expect(frame).toEqual({ type: "req", extensions: { other: 1 } });
    expect(Object.keys((await heard).extensions as object)).toEqual(["other", EXTENSION]);
  });

  test("without an active span adds nothing: the very frame is sent", async () => {
    const { tracer, traced, plain } = createTraced();
    const frame = { type: "req" };
    const heard = next(plain);
    await traced.send(frame);
    expect(await heard).toBe(frame);
    expect(tracer.spans).toEqual([]);
  });

  test.each([
    ["without an active span", (send: () => Promise<void>) => send()],
    ["in a trace of zeros", (send: () => Promise<void>) => inside({ traceId: ZEROS }, send)],
  ])("%s leaves a trace that a frame has", async (_, run) => {
    const { traced, plain } = createTraced();
    const carrier = { traceparent: `00-${TRACE}-b7ad6b7169203331-01` };
    const frame = { type: "event", extensions: { [EXTENSION]: carrier } };
    const heard = next(plain);
    await run(() => traced.send(frame));
    expect(await heard).toBe(frame);
  });

  test("with a tracer that does nothing leaves a trace that a frame has", async () => {
    const { near, far } = createMemoryPair<JsonObject>();
    const startSpan = () => trace.wrapSpanContext({ traceId: ZEROS, spanId: "", traceFlags: 0 });
    const traced = withTracing(near, { tracer: { startSpan } as unknown as Tracer });
    const carrier = { traceparent: `00-${TRACE}-b7ad6b7169203331-01` };
    const frame = { type: "event", extensions: { [EXTENSION]: carrier } };
    const heard = next(far);
    await inside({}, () => traced.send(frame));
    expect(await heard).toBe(frame);
  });

  test("that fails ends its span with an error", async () => {
    const { tracer, traced } = createTraced();
    await traced.close();
    const sent = inside({}, () => traced.send({ type: "req" }));
    await expect(sent).rejects.toMatchObject({ code: "closed" });
    expect(tracer.spans).toMatchObject([{ status: SpanStatusCode.ERROR, ended: true }]);
  });
});

describe("receiving", () => {
  test("runs the handler inside of a child of the frame's trace", async () => {
    const { tracer, traced, plain } = createTraced();
    const active = new Promise((resolve) => {
      traced.onFrame(async () => {
        await Promise.resolve();
        resolve(trace.getSpanContext(context.active()));
      });
    });
    const carrier = {
      traceparent: `00-${TRACE}-b7ad6b7169203331-00`,
      tracestate: "vendor=1",
    };
    await plain.send({ type: "res", extensions: { [EXTENSION]: carrier } });
    expect(await active).toMatchObject({ traceId: TRACE, spanId: "0000000000000001" });
    expect(tracer.spans).toMatchObject([
      { name: "gateway.recv res", kind: SpanKind.CONSUMER, parentId: "b7ad6b7169203331" },
    ]);
    expect(tracer.spans[0]?.context.traceState?.serialize()).toBe("vendor=1");
  });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["text", "00"],
    ["a list", [EXTENSION]],
    ["no carrier", { [EXTENSION]: "00" }],
    ["no text", { [EXTENSION]: { traceparent: 1 } }],
    ["zeros", { [EXTENSION]: { traceparent: `00-${ZEROS}-b7ad6b7169203331-01` } }],
    ["capitals", { [EXTENSION]: { traceparent: `00-${TRACE.toUpperCase()}-b7ad6b7169203331-01` } }],
    [
      "more than version 0 has",
      { [EXTENSION]: { traceparent: `00-${TRACE}-b7ad6b7169203331-01-x` } },
    ],
    [
      "a version that there is not",
      { [EXTENSION]: { traceparent: `ff-${TRACE}-b7ad6b7169203331-01` } },
    ],
  ])("of %s for extensions begins a trace of its own", async (_, extensions) => {
    const { tracer, traced, plain } = createTraced();
    const heard = next(traced);
    const frame = { type: "res", extensions };
    await plain.send(frame);
    expect(await heard).toBe(frame);
    expect(tracer.spans).toMatchObject([{ parentId: "", context: { traceId: "1".repeat(32) } }]);
  });

  test("a later version of the format is understood", async () => {
    const { tracer, traced, plain } = createTraced();
    const heard = next(traced);
    const traceparent = `cc-${TRACE}-b7ad6b7169203331-01-what-the-future-holds`;
    await plain.send({ extensions: { [EXTENSION]: { traceparent } } });
    await heard;
    expect(tracer.spans).toMatchObject([
      { name: "gateway.recv frame", context: { traceId: TRACE } },
    ]);
  });

  test.each([{ type: 1 }, { type: "x".repeat(65) }, { type: "a b\n" }])(
    "a type that is no name isn't in the span's: %j",
    async (frame) => {
      const { tracer, traced, plain } = createTraced();
      const heard = next(traced);
      await plain.send(frame);
      await heard;
      expect(tracer.spans.map(({ name }) => name)).toEqual(["gateway.recv frame"]);
    },
  );

  test("ends the span with the handler, and says when that failed", async () => {
    const { tracer, traced, plain } = createTraced();
    traced.onFrame(async (frame) => {
      if (frame.type === "bad") throw new Error("no");
    });
    await plain.send({ type: "bad" });
    await plain.send({ type: "good" });
    await plain.close();
    await new Promise<void>((resolve) => traced.onClose(() => resolve()));
    expect(tracer.spans).toMatchObject([
      { name: "gateway.recv bad", status: SpanStatusCode.ERROR, ended: true },
      { name: "gateway.recv good", ended: true },
    ]);
  });

  test("an answer that a handler sends goes on in the same trace", async () => {
    const { tracer, traced, plain } = createTraced();
    traced.onFrame(() => traced.send({ type: "res" }));
    const heard = next(plain);
    const traceparent = `00-${TRACE}-b7ad6b7169203331-01`;
    await plain.send({ type: "req", extensions: { [EXTENSION]: { traceparent } } });
    const carrier = { traceparent: `00-${TRACE}-0000000000000002-01` };
    expect((await heard).extensions).toEqual({ [EXTENSION]: carrier });
    expect(tracer.spans.map(({ name, parentId }) => [name, parentId])).toEqual([
      ["gateway.recv req", "b7ad6b7169203331"],
      ["gateway.send res", "0000000000000001"],
    ]);
  });
});

test("without a provider nothing is traced and everything arrives", async () => {
  const { near, far } = createMemoryPair<JsonObject>();
  const tracer = new ProxyTracerProvider().getTracer("none");
  const [a, b] = [near, far].map((channel) => withTracing(channel, { tracer })) as [
    Channel<JsonObject>,
    Channel<JsonObject>,
  ];
  const heard = next(b);
  const frame = { type: "req" };
  await a.send(frame);
  expect(await heard).toBe(frame);
});
