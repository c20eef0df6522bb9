import type { HttpHeaderLine, HttpHop } from "@luminarys/sdk-as/engine/cores";
import type { Dispatcher } from "undici";
import { unlessAborted } from "../network/unless-aborted.js";
import type { Body, BodyPlan } from "./body.js";
import { type BodySink, openSink } from "./body-sink.js";
import { readHeaders } from "./header-lines.js";

/** What a server says before its body. */
export interface HopHead {
  readonly status: number;
  readonly headers: readonly HttpHeaderLine[];
}

export interface HopOptions {
  readonly dispatcher: Dispatcher;
  /** What stands in the request line. */
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly signal: AbortSignal;
  /** Says how the body is read. What it throws ends the hop. */
  readonly plan: (head: HopHead) => BodyPlan;
}

/**
 * Sends one request and reads its answer. Rejects with what undici or the socket failed with, or the
 * signal's reason; the connection is then, and after a cut body, the caller's to end.
 */
export function sendHop(hop: HttpHop, options: HopOptions): Promise<HopHead & Body> {
  const { dispatcher, path, headers, signal, plan } = options;
  if (signal.aborted) return Promise.reject(signal.reason);
  const answer = new Promise<HopHead & Body>((resolve, reject) => {
    const asked = {
      path,
      method: hop.method as Dispatcher.HttpMethod,
      headers,
      body: hop.body.length > 0 ? hop.body : null,
    };
    dispatcher.dispatch(asked, new HopHandler(plan, { resolve, reject }));
  });
  return unlessAborted(answer, signal);
}

interface Settle {
  resolve(answer: HopHead & Body): void;
  reject(error: unknown): void;
}

/** Takes the answer from undici as it is parsed. */
class HopHandler implements Dispatcher.DispatchHandler {
  private readonly plan: HopOptions["plan"];
  private readonly settle: Settle;
  private sink: BodySink | undefined;

  constructor(plan: HopOptions["plan"], settle: Settle) {
    this.plan = plan;
    this.settle = settle;
  }

  onConnect(): void {}

  onHeaders(status: number, raw: Buffer[], resume: () => void): boolean {
    // What is before 200 only says that the answer takes its time.
    if (status < 200) return true;
    const { resolve, reject } = this.settle;
    try {
      const head = { status, headers: readHeaders(raw) };
      this.sink = openSink(this.plan(head), resume);
      this.sink.done.then((body) => resolve({ ...head, ...body }), reject);
    } catch (error) {
      reject(error);
    }
    return true;
  }

  onData(chunk: Buffer): boolean {
    return this.sink?.take(chunk) ?? false;
  }

  onComplete(): void {
    this.sink?.end();
  }

  onError(error: Error): void {
    this.settle.reject(error);
    this.sink?.fail(error);
  }
}
