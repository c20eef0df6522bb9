import type { Readable } from "node:stream";
import type { HttpHeaderLine, HttpHop } from "@luminarys/sdk-as/engine/cores";
import type { Dispatcher } from "undici";
import { unlessAborted } from "../network/unless-aborted.js";
import { readHeaders } from "./header-lines.js";

/** What a server says, its body still to be read. */
export interface HopAnswer {
  readonly status: number;
  readonly headers: readonly HttpHeaderLine[];
  readonly stream: Readable;
}

export interface HopOptions {
  readonly dispatcher: Dispatcher;
  /** What stands in the request line. */
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly signal: AbortSignal;
}

/** Sends one request and gives its answer as soon as the headers are there. */
export function sendHop(hop: HttpHop, options: HopOptions): Promise<HopAnswer> {
  // A request that waits for its connection doesn't hear of the signal.
  return unlessAborted(send(hop, options), options.signal);
}

async function send({ method, body }: HttpHop, options: HopOptions): Promise<HopAnswer> {
  const { dispatcher, path, headers, signal } = options;
  const answer = await dispatcher.request({
    // The client knows its own; the type wants one.
    origin: "",
    path,
    method: method as Dispatcher.HttpMethod,
    headers,
    body: body.length > 0 ? body : null,
    signal,
    responseHeaders: "raw",
  });
  // Whoever reads it hears of the failure; until then nobody listens.
  answer.body.on("error", () => {});
  // The type doesn't know of `responseHeaders`.
  const raw = answer.headers as unknown as string[];
  return { status: answer.statusCode, headers: readHeaders(raw), stream: answer.body };
}
