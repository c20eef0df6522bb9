import { type Clock, HostError, type HostFunctionTypes } from "@luminarys/sdk-as/engine";
import {
  answerOfValue,
  type HttpHeaderLine,
  type WebAnswer,
  type WebEffect,
  WebExchange,
} from "@luminarys/sdk-as/engine/cores";
import { BodyStream } from "./answer/body-stream.js";
import { textAnswer } from "./answer/text-answer.js";
import { toResponse, toWholeResponse } from "./answer/to-response.js";

export type WebSend = HostFunctionTypes["web_send"]["request"];

export interface ExchangeOptions {
  readonly id: string;
  readonly isHead: boolean;
  /** Its signal is aborted when the client leaves; it is made when it is first asked for. */
  readonly client: { readonly signal: AbortSignal };
  /** Completes the header lines of the answer. */
  readonly finish: (lines: readonly HttpHeaderLine[]) => readonly HttpHeaderLine[];
  /** Breaks the connection off. Default: the response's body fails. */
  readonly abort?: (() => void) | undefined;
  readonly clock: Clock;
  /** It has ended, or the client has left. */
  readonly onOver: () => void;
}

/** With it the server's library sends nothing and leaves the client waiting. */
const serverOnly = /^x-hono-already-sent$/i;

/** One request whose skill may answer bit by bit. */
export class Exchange {
  readonly id: string;
  /** As soon as status and headers are known. */
  readonly response: Promise<Response>;
  private readonly options: ExchangeOptions;
  private readonly rules = new WebExchange();
  private respond!: (response: Response) => void;
  private stream: BodyStream | undefined;

  constructor(options: ExchangeOptions) {
    this.id = options.id;
    this.options = options;
    this.response = new Promise((resolve) => {
      this.respond = resolve;
    });
  }

  /** Whether nothing more can be sent. */
  get isOver(): boolean {
    return this.rules.over;
  }

  /** Whether the client has got something. */
  get isStarted(): boolean {
    return this.rules.state !== "open";
  }

  /**
   * What a skill sends, once the client has taken what went before; that may take `timeoutMs`. Throws or
   * rejects with a HostError, and nothing is sent then.
   */
  send(request: WebSend, { timeoutMs }: { timeoutMs: number }): void | Promise<void> {
    if (this.options.client.signal.aborted) this.leave();
    const { stream } = this;
    const sends = request.write.length > 0 || request.body.length > 0;
    if (!stream?.isFull || !sends || this.isOver) return this.carryOut(this.rules.apply(request));
    return this.room(stream, timeoutMs).then(() => this.send(request, { timeoutMs }));
  }

  /** What the method returned; an answer that was started ends instead. */
  answer(answer: WebAnswer): void {
    this.carryOut(this.rules.answer(answer));
  }

  /** The host's own answer; one that was started breaks off. */
  fail(answer: WebAnswer): void {
    this.carryOut(this.rules.fail(answer));
  }

  /** The host ends it, whole or not. */
  close(): void {
    if (this.isStarted) this.answer(answerOfValue(null));
    else this.fail(textAnswer(503, { headers: { "retry-after": "1" } }));
  }

  /** Looks out from now on for a client that leaves before it has got anything. */
  watchClient(): void {
    const { signal } = this.options.client;
    signal.addEventListener("abort", () => this.leave(), { once: true });
    if (signal.aborted) this.leave();
  }

  /** The client is gone. */
  leave(): void {
    if (this.isOver) return;
    this.rules.leave();
    this.stream?.wake();
    // Nobody sees it; whoever waits for a response gets one.
    this.respond(new Response(null, { status: 499 }));
    this.options.onOver();
  }

  private carryOut(effects: readonly WebEffect[]): void {
    const [first, ...rest] = effects;
    if (first === undefined) return;
    if (first.kind !== "start") for (const effect of effects) this.perform(effect);
    else this.start(first, rest);
    if (this.isOver) this.options.onOver();
  }

  private start(head: WebEffect & { kind: "start" }, rest: readonly WebEffect[]): void {
    const { isHead, finish } = this.options;
    const headers = finish(head.headers.filter(({ name }) => !serverOnly.test(name)));
    const whole = { status: head.status, headers };
    if (rest.at(-1)?.kind === "end") {
      const parts = rest.flatMap((each) => (each.kind === "write" ? [each.bytes] : []));
      const [only = new Uint8Array(0)] = parts;
      const body = parts.length > 1 ? Buffer.concat(parts) : only;
      this.respond(toWholeResponse(whole, { body, isHead }));
      return;
    }
    this.stream = new BodyStream(() => this.leave());
    this.respond(toResponse(whole, isHead ? null : this.stream.readable));
    if (isHead) this.leave();
    else for (const effect of rest) this.perform(effect);
  }

  private perform(effect: WebEffect): void {
    if (effect.kind === "write") this.stream?.write(effect.bytes);
    else if (effect.kind === "end") this.stream?.end();
    else if (effect.kind === "abort") this.breakOff();
    if (effect.kind !== "write") this.stream?.wake();
  }

  private breakOff(): void {
    const { abort } = this.options;
    if (abort) abort();
    else this.stream?.abort(new Error("The answer broke off"));
  }

  private room(stream: BodyStream, timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.options.clock.setTimer(Math.max(0, timeoutMs), () => {
        forget();
        const message = `Cannot answer the HTTP request: the client took nothing for ${timeoutMs} ms`;
        reject(new HostError(message, { code: "timeout" }));
      });
      const forget = stream.onRoom(() => {
        cancel();
        resolve();
      });
    });
  }
}
