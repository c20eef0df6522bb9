import { Readable } from "node:stream";
import { type Body, type BodyPlan, joinBody, readCoded } from "./body.js";

/** Takes a body as it comes over the wire. */
export interface BodySink {
  /** False when it can take no more for now. */
  take(chunk: Uint8Array): boolean;
  end(): void;
  fail(error: Error): void;
  /** Settles as soon as no more is wanted. Rejects with what it failed with, or a BodyCodingError. */
  readonly done: Promise<Body>;
}

/** `resume` asks for more after it could take no more. */
export function openSink(plan: BodyPlan, resume: () => void): BodySink {
  return plan.codings.length === 0 ? new PlainSink(plan.maxBytes) : new CodedSink(plan, resume);
}

/** Keeps the chunks as they are, for nearly all bodies: no stream stands between. */
class PlainSink implements BodySink {
  readonly done: Promise<Body>;
  private readonly chunks: Uint8Array[] = [];
  private readonly maxBytes: number;
  private size = 0;
  private settle!: { resolve(body: Body): void; reject(error: Error): void };

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
    this.done = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
  }

  take(chunk: Uint8Array): boolean {
    if (this.size > this.maxBytes) return false;
    this.chunks.push(chunk);
    this.size += chunk.length;
    if (this.size > this.maxBytes) this.end();
    return this.size <= this.maxBytes;
  }

  end(): void {
    const { size, maxBytes } = this;
    this.settle.resolve(joinBody(this.chunks, { size, maxBytes }));
  }

  fail(error: Error): void {
    this.settle.reject(error);
  }
}

class CodedSink implements BodySink {
  readonly done: Promise<Body>;
  private readonly stream: Readable;

  constructor(plan: BodyPlan, resume: () => void) {
    this.stream = new Readable({ read: resume });
    // Whoever reads it hears of the failure; it may come when nobody reads any more.
    this.stream.on("error", () => {});
    this.done = readCoded(this.stream, plan);
  }

  take(chunk: Uint8Array): boolean {
    return !this.stream.destroyed && this.stream.push(chunk);
  }

  end(): void {
    this.stream.push(null);
  }

  fail(error: Error): void {
    this.stream.destroy(error);
  }
}
