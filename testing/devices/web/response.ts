import { joinBytes } from "../../../engine/cores/archive/join-bytes.js";
import type { HttpHeaderLine } from "../../../engine/cores/http-redirect.js";
import { type WebAnswer, type WebEffect, WebExchange } from "../../../engine/cores/web-exchange.js";
import type { WebSendRequest } from "../../../engine/wire/web.gen.js";

const decoder = new TextDecoder();

/** What a client has got so far of the answer to its request, and its lever. */
export class WebResponse {
  /** The id that `webSend` takes. */
  readonly exchange: string;
  readonly sessionId: string;
  /** 0 until the answer begins. */
  status = 0;
  headers: readonly HttpHeaderLine[] = [];
  /** What was sent bit by bit, in order; a whole body is one. */
  readonly chunks: Uint8Array[] = [];
  /** Whether the answer broke off before its end. */
  isAborted = false;
  /** What the host says about a request that failed; the client isn't told. */
  failure: string | undefined;
  private readonly isHead: boolean;
  private readonly rules = new WebExchange();

  constructor(request: { exchange: string; sessionId: string; isHead: boolean }) {
    this.exchange = request.exchange;
    this.sessionId = request.sessionId;
    this.isHead = request.isHead;
  }

  /** Whether more may come. */
  get isOpen(): boolean {
    return !this.rules.over;
  }

  /** Whether the client has got something. */
  get isStarted(): boolean {
    return this.rules.state !== "open";
  }

  /** The value of a header, whatever its case; lines of one name are joined. */
  header(name: string): string | undefined {
    const lines = this.headers.filter((line) => line.name.toLowerCase() === name.toLowerCase());
    return lines.length === 0 ? undefined : lines.map(({ value }) => value).join(", ");
  }

  get body(): Uint8Array {
    return joinBytes(this.chunks);
  }

  /** The body as text. */
  get text(): string {
    return decoder.decode(this.body);
  }

  /** The chunks as texts. */
  get texts(): string[] {
    return this.chunks.map((chunk) => decoder.decode(chunk));
  }

  /** The body, parsed. Throws a SyntaxError when it isn't JSON. */
  json(): unknown {
    return JSON.parse(this.text);
  }

  /** The client leaves: what skills still send fails with code `closed`. */
  leave(): void {
    this.rules.leave();
  }

  /** A skill sends. Throws a HostError for what can't follow. */
  take(request: WebSendRequest): void {
    this.carryOut(this.rules.apply(request));
  }

  /** The method has returned. Throws a HostError for what can't be sent. */
  answer(answer: WebAnswer): void {
    this.carryOut(this.rules.answer(answer));
  }

  /** The host answers instead of the skill. */
  fail(answer: WebAnswer, failure: string): void {
    this.failure = failure;
    this.carryOut(this.rules.fail(answer));
  }

  private carryOut(effects: readonly WebEffect[]): void {
    for (const effect of effects) {
      if (effect.kind === "start") {
        this.status = effect.status;
        this.headers = effect.headers;
      } else if (effect.kind === "write" && !this.isHead) this.chunks.push(effect.bytes.slice());
      else if (effect.kind === "abort") this.isAborted = true;
    }
  }
}
