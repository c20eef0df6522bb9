import { HostError } from "../errors.js";
import type { WebSendRequest } from "../wire/web.gen.js";
import type { HttpHeaderLine } from "./http-redirect.js";
import { checkAnswerHeaders, checkStatus, hasNoBody, readLocation } from "./web-head.js";

const HTML = "text/html; charset=utf-8";
const OK = 200;
const FOUND = 302;

/** What reaches the client, in order. `abort` breaks off an answer that can't be completed. */
export type WebEffect =
  | { readonly kind: "start"; readonly status: number; readonly headers: readonly HttpHeaderLine[] }
  | { readonly kind: "write"; readonly bytes: Uint8Array }
  | { readonly kind: "end" }
  | { readonly kind: "abort" };

/** A whole answer. */
export interface WebAnswer {
  readonly status: number;
  readonly headers: readonly HttpHeaderLine[];
  readonly body: Uint8Array;
}

/** `open`: nothing was sent. `left`: the client is gone. */
export type WebExchangeState = "open" | "started" | "ended" | "left";

/**
 * One HTTP request and what may become of its answer: status and headers only before the first byte,
 * nothing after the end. What is refused changes nothing. Throws HostErrors.
 */
export class WebExchange {
  private current: WebExchangeState = "open";
  private status = 0;
  private headers: readonly HttpHeaderLine[] = [];

  get state(): WebExchangeState {
    return this.current;
  }

  /** Whether nothing more can be sent. */
  get over(): boolean {
    return this.current === "ended" || this.current === "left";
  }

  /** What a skill sends with `web_send`. Empty bytes, "" and 0 are what it didn't give. */
  apply(request: WebSendRequest): readonly WebEffect[] {
    if (this.over) throw overError(this.current);
    this.checkEnding(request);
    this.checkHead(request);
    const location = request.redirect === "" ? "" : readLocation(request.redirect);
    const status = request.status || this.status;
    const headers = mergeHeaders(this.headers, request.headers);
    checkAnswerHeaders(headers);
    const bytes = [request.write, request.body].filter(({ length }) => length > 0);
    if (bytes.length > 0 && hasNoBody(status)) {
      throw invalid("answer the HTTP request", `status ${status} has no body`);
    }
    this.status = status;
    this.headers = headers;
    if (location !== "") return this.redirect(location);
    return this.send(bytes, request.end || request.body.length > 0);
  }

  /**
   * The answer that follows from what the method returned. An answer that was started is ended
   * instead; one that wasn't keeps the status and headers that were set. None once it is over.
   * Throws a HostError for a status or headers that can't be sent; then `fail` still can.
   */
  answer({ status, headers, body }: WebAnswer): readonly WebEffect[] {
    if (this.over) return [];
    if (this.current === "started") return this.end();
    const merged = mergeHeaders(headers, this.headers);
    checkStatus(status);
    checkAnswerHeaders(merged);
    this.status ||= status;
    this.headers = merged;
    return this.send(body.length > 0 && !hasNoBody(this.status) ? [body] : [], true);
  }

  /** The host's own answer, in place of what was set. An answer that was started breaks off. */
  fail({ status, headers, body }: WebAnswer): readonly WebEffect[] {
    if (this.over) return [];
    if (this.current === "started") {
      this.current = "ended";
      return [{ kind: "abort" }];
    }
    this.status = status;
    this.headers = headers;
    return this.send(body.length > 0 ? [body] : [], true);
  }

  /** The client is gone. */
  leave(): void {
    if (this.current !== "ended") this.current = "left";
  }

  private checkEnding(request: WebSendRequest): void {
    const endings = [
      ...(request.body.length > 0 ? ["body"] : []),
      ...(request.redirect === "" ? [] : ["redirect"]),
      ...(request.end ? ["end"] : []),
    ];
    if (endings.length > 1) {
      throw invalid("answer the HTTP request", `${endings.join(" and ")} each end it, give one`);
    }
    if (request.redirect !== "" && request.write.length > 0) {
      throw invalid("redirect the client", "write sends bytes, a redirect has none");
    }
  }

  private checkHead({ status, headers, redirect }: WebSendRequest): void {
    if (status !== 0) checkStatus(status);
    if (this.current !== "started") return;
    const reason = "the answer has started";
    if (status !== 0) throw invalid("set the status", reason);
    if (headers.length > 0) throw invalid("set headers", reason);
    if (redirect !== "") throw invalid("redirect the client", reason);
  }

  private redirect(location: string): readonly WebEffect[] {
    const redirects = this.status >= 300 && this.status < 400;
    if (!redirects) this.status = FOUND;
    this.headers = mergeHeaders(this.headers, [{ name: "location", value: location }]);
    return this.send([], true);
  }

  private send(bytes: readonly Uint8Array[], ends: boolean): readonly WebEffect[] {
    const writes = bytes.map((each): WebEffect => ({ kind: "write", bytes: each }));
    const starts = this.current === "open" && (ends || writes.length > 0);
    const start = starts ? this.start(writes.length > 0) : [];
    return [...start, ...writes, ...(ends ? this.end() : [])];
  }

  private start(hasBody: boolean): readonly WebEffect[] {
    this.current = "started";
    const typed = this.headers.some(({ name }) => name.toLowerCase() === "content-type");
    const type = hasBody && !typed ? [{ name: "content-type", value: HTML }] : [];
    return [{ kind: "start", status: this.status || OK, headers: [...this.headers, ...type] }];
  }

  private end(): readonly WebEffect[] {
    this.current = "ended";
    return [{ kind: "end" }];
  }
}

/** What a skill gets that answers a request though it runs for none. */
export function noExchangeError(): HostError {
  const reason = "the skill doesn't run for one";
  return invalid("answer an HTTP request", `${reason}. Hint: give the exchange of the request`);
}

/** What a skill gets that names an exchange that has ended, or never was. */
export function unknownExchangeError(exchange: string): HostError {
  const message = `Cannot answer HTTP request "${exchange}": there is none, or it has ended`;
  return new HostError(message, { code: "closed" });
}

/** Lines named again replace those before them, but each cookie is a line of its own. */
function mergeHeaders(
  before: readonly HttpHeaderLine[],
  after: readonly HttpHeaderLine[],
): readonly HttpHeaderLine[] {
  const named = new Set(after.map(({ name }) => name.toLowerCase()));
  named.delete("set-cookie");
  return [...before.filter(({ name }) => !named.has(name.toLowerCase())), ...after];
}

function overError(state: WebExchangeState): HostError {
  const reason = state === "left" ? "the client has left" : "its answer has ended";
  return new HostError(`Cannot answer the HTTP request: ${reason}`, { code: "closed" });
}

function invalid(action: string, reason: string): HostError {
  return new HostError(`Cannot ${action}: ${reason}`, { code: "invalid" });
}
