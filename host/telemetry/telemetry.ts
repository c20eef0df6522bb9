import type {
  InvokeCall,
  Journal,
  PlainRecord,
  RawResult,
  SkillDescriptor,
  SkillRunner,
} from "@luminarys/sdk-as/engine";
import { type Span, SpanStatusCode, type Tracer, trace } from "@opentelemetry/api";
import { ObservedJournal } from "./observed-journal.js";
import { type CallEnd, SkillMetrics } from "./skill-metrics.js";
import { traceContext } from "./trace-context.js";

/** Methods that a skill doesn't have: who calls them could make as many names as it likes. */
const UNKNOWN_METHOD = "unknown";

export interface TelemetryOptions {
  /** Default: that of OpenTelemetry's global provider, which does nothing until one is registered. */
  readonly tracer?: Tracer;
}

/** Spans and metrics of a host's calls, host calls, events and commands. */
export class Telemetry {
  readonly metrics = new SkillMetrics();
  private readonly tracer: Tracer;
  /** Of the calls that run, by their request ids. */
  private readonly spans = new Map<string, Span>();

  constructor({ tracer = trace.getTracer("@luminarys/skill-host") }: TelemetryOptions = {}) {
    this.tracer = tracer;
  }

  /** A runner whose calls are observed. */
  observe(skillId: string, runner: SkillRunner): SkillRunner {
    let descriptor: SkillDescriptor | undefined;
    return {
      describe: async () => {
        descriptor = await runner.describe();
        return descriptor;
      },
      invokeRaw: (method, payload, call) => {
        const known = descriptor?.methods.find(({ name }) => name === method);
        const shown = known?.name ?? UNKNOWN_METHOD;
        const isEvent = known?.private_callback ?? false;
        const run = async () => runner.invokeRaw(method, payload, call);
        return this.run({ skillId, method: shown, isEvent, call }, run);
      },
      close: () => runner.close?.(),
    };
  }

  /** A journal that observes what another one gets; without one it keeps nothing. */
  observeJournal(journal: Journal | undefined): Journal {
    return new ObservedJournal(journal, (record) => this.seeHostCall(record));
  }

  private async run(observed: ObservedCall, invoke: () => Promise<RawResult>): Promise<RawResult> {
    const { skillId, method, call } = observed;
    const { requestId = "" } = call;
    const span = this.begin(observed);
    this.spans.set(requestId, span);
    const startedMs = performance.now();
    let end: CallEnd = "failed";
    try {
      const answer = await invoke();
      end = answer.error === undefined ? "ok" : "error";
      if (end === "ok") this.seeCommands(answer, { skillId, span });
      else span.setStatus({ code: SpanStatusCode.ERROR, message: answer.error ?? "" });
      return answer;
    } catch (error) {
      span.recordException(error as Error);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      this.spans.delete(requestId);
      span.end();
      const seconds = (performance.now() - startedMs) / 1000;
      this.metrics.countCall({ skill: skillId, method }, { end, seconds });
    }
  }

  private begin({ skillId, method, isEvent, call }: ObservedCall): Span {
    const { requestId = "", traceId = "", sessionId = "", callerId = "" } = call;
    const attributes = {
      "skill.id": skillId,
      "skill.method": method,
      "skill.request_id": requestId,
      "skill.session_id": sessionId,
      "skill.caller_id": callerId,
    };
    const name = `${isEvent ? "event" : "call"} ${skillId}/${method}`;
    return this.tracer.startSpan(name, { attributes }, traceContext(traceId));
  }

  private seeCommands(
    { commands }: RawResult,
    { skillId, span }: { skillId: string; span: Span },
  ): void {
    for (const { type } of commands) {
      const name = commandTypes.has(type) ? type : "unsupported";
      this.metrics.countCommand(skillId, name);
      const attributes = { "skill.id": skillId, "skill.command": name };
      const within = trace.setSpan(traceContext(""), span);
      this.tracer.startSpan(`command ${name}`, { attributes }, within).end();
    }
  }

  private seeHostCall(record: PlainRecord): void {
    const { skillId, requestId, name, error, reason, atMs, durationMs } = record;
    const code = error?.code ?? "";
    this.metrics.countHostCall({ skill: skillId, name }, { code, seconds: durationMs / 1000 });
    const parent = this.spans.get(requestId);
    if (!parent) return;
    const why = reason === "" ? {} : { "skill.reason": reason };
    const attributes = { "skill.id": skillId, "skill.host_call": name, ...why };
    const startTime = atMs - durationMs;
    const within = trace.setSpan(traceContext(""), parent);
    const span = this.tracer.startSpan(`host ${name}`, { attributes, startTime }, within);
    if (error) span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
    span.end(atMs);
  }
}

const commandTypes: ReadonlySet<string> = new Set([
  "call_module",
  "batch_invoke",
  "schedule",
  "emit_event",
  "subscribe",
  "store_kv",
  "load_kv",
]);

interface ObservedCall {
  readonly skillId: string;
  readonly method: string;
  /** Whether it is a callback: a connection's event, a timer, a result. */
  readonly isEvent: boolean;
  readonly call: InvokeCall;
}
