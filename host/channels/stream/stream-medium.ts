import { type FinishedOptions, finished, type Readable, type Writable } from "node:stream";
import { closedError } from "../channel-error.js";
import type { Medium, MediumEvents } from "../create-channel.js";
import { CLOSE_MS } from "../limits.js";
import type { Splitter } from "./splitter.js";

export interface StreamMediumParts<T> {
  readonly input: Readable;
  readonly output: Writable;
  readonly splitter: Splitter<T>;
  /** A frame as it is written. Throws a ChannelError. */
  readonly encode: (frame: T) => string | Uint8Array;
}

/** Carries frames over a pair of streams, or one that goes both ways. It owns them. */
export class StreamMedium<T> implements Medium<T> {
  private readonly parts: StreamMediumParts<T>;
  private readonly events: MediumEvents<T>;
  private readonly inputEnded: Promise<void>;
  private isDone = false;

  constructor(parts: StreamMediumParts<T>, events: MediumEvents<T>) {
    this.parts = parts;
    this.events = events;
    const { input, output } = parts;
    output.on("error", (error) => this.lose(error));
    input.on("error", (error) => this.lose(error));
    input.on("data", (chunk: Buffer) => this.hear(chunk));
    this.inputEnded = whenEnded(input, { writable: false });
    void this.inputEnded.then(() => this.hearEnd());
  }

  async write(frame: T): Promise<void> {
    const data = this.parts.encode(frame);
    await new Promise<void>((resolve, reject) => {
      this.parts.output.write(data, (error) => {
        if (error) reject(closedError(error));
        else resolve();
      });
    });
  }

  /**
   * Resolves once all is written. What still comes is read and dropped for a while, so that the peer
   * can finish.
   */
  async end(): Promise<void> {
    this.isDone = true;
    const { input, output } = this.parts;
    const outputEnded = whenEnded(output, { readable: false });
    const timer = setTimeout(() => {
      for (const stream of [input, output]) stream.destroy();
    }, CLOSE_MS);
    void Promise.all([this.inputEnded, outputEnded]).then(() => clearTimeout(timer));
    output.end();
    input.resume();
    await outputEnded;
  }

  pause(): void {
    this.parts.input.pause();
  }

  resume(): void {
    this.parts.input.resume();
  }

  private hear(chunk: Buffer): void {
    if (this.isDone) return;
    try {
      for (const frame of this.parts.splitter.push(chunk)) this.events.receive(frame);
    } catch (error) {
      this.isDone = true;
      this.events.end((error as Error).message);
    }
  }

  private hearEnd(): void {
    if (this.isDone) return;
    this.isDone = true;
    const { frames, reason } = this.parts.splitter.flush();
    for (const frame of frames) this.events.receive(frame);
    this.events.end(reason);
  }

  private lose(error: NodeJS.ErrnoException): void {
    this.isDone = true;
    this.events.end(`the connection was lost (${error.code ?? error.message})`);
  }
}

/** Also when it failed, which is heard as its error. */
function whenEnded(stream: Readable | Writable, options: FinishedOptions): Promise<void> {
  return new Promise((resolve) => {
    finished(stream, options, () => resolve());
  });
}
