import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a scripted endpoint answers with. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent in order, each as one piece; what is a promise is waited for. */
  readonly pieces: readonly (string | Promise<unknown>)[];
  /** What becomes of the connection then. Default: the answer ends. */
  readonly ending?: "breaks" | "hangs";
}

export interface ScriptedRequest {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly model: string;
    readonly messages: readonly Record<string, unknown>[];
    readonly tools?: readonly { readonly function: Record<string, unknown> }[];
    readonly [key: string]: unknown;
  };
}

export type Script = ScriptedAnswer | ((request: ScriptedRequest) => ScriptedAnswer);

/** One server-sent event. */
export const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;
export const DONE = "data: [DONE]\n\n";

/** A part of an answer. */
export function part(delta: unknown, finish_reason: string | null = null): string {
  return event({ object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason }] });
}

export function usage(prompt_tokens: number, completion_tokens: number): string {
  return event({ choices: [], usage: { prompt_tokens, completion_tokens } });
}

const STREAM = { "content-type": "text/event-stream" };

/** An answer of text, in these parts. */
export function says(...texts: (string | Promise<unknown>)[]): ScriptedAnswer {
  const parts = texts.map((text) => (typeof text === "string" ? part({ content: text }) : text));
  return { headers: STREAM, pieces: [...parts, part({}, "stop"), usage(10, 5), DONE] };
}

export function streams(...pieces: string[]): ScriptedAnswer {
  return { headers: STREAM, pieces };
}

/** An answer that asks for tools, each with its arguments in two parts. */
export function asks(...calls: readonly [name: string, args: unknown][]): ScriptedAnswer {
  const pieces = calls.flatMap(([name, args], index) => {
    const text = typeof args === "string" ? args : JSON.stringify(args);
    const half = Math.ceil(text.length / 2);
    const first = {
      index,
      id: `call_${index}`,
      type: "function",
      function: { name, arguments: "" },
    };
    const rest = [text.slice(0, half), text.slice(half)];
    return [
      part({ tool_calls: [first] }),
      ...rest.map((each) => part({ tool_calls: [{ index, function: { arguments: each } }] })),
    ];
  });
  return { headers: STREAM, pieces: [...pieces, part({}, "tool_calls"), usage(20, 3), DONE] };
}

export function refuses(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): ScriptedAnswer {
  const type = { "content-type": "application/json" };
  const pieces = [JSON.stringify({ error: { message } })];
  return { status, headers: { ...type, ...headers }, pieces };
}

export interface ScriptedEndpoint {
  readonly url: string;
  readonly requests: readonly ScriptedRequest[];
  /** Resolves once as many requests have come in. */
  asked(count: number): Promise<void>;
  /** How many clients left before their answer ended. */
  readonly left: () => number;
  close(): Promise<void>;
}

/** A chat completions endpoint that streams what it is told, in order; the last answer for ever. */
export async function startScriptedModel(...script: Script[]): Promise<ScriptedEndpoint> {
  const requests: ScriptedRequest[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let left = 0;
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { url, headers } = incoming;
    const request = { url, headers, body: JSON.parse(Buffer.concat(chunks).toString()) };
    requests.push(request);
    response.on("close", () => {
      if (!response.writableEnded) left++;
    });
    for (const { count, resolve } of waiting) if (requests.length >= count) resolve();
    const next = script.length > 1 ? script.shift() : script[0];
    await give(typeof next === "function" ? next(request) : next, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    left: () => left,
    asked: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        waiting.push({ count, resolve });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function give(answer: ScriptedAnswer | undefined, response: ServerResponse): Promise<void> {
  const { status = 200, headers = {}, pieces = [], ending } = answer ?? {};
  response.writeHead(status, headers);
  response.flushHeaders();
  for (const piece of pieces) {
    if (typeof piece !== "string") await piece;
    else if (!response.destroyed) await new Promise((resolve) => response.write(piece, resolve));
  }
  if (ending === "breaks") response.destroy();
  else if (ending !== "hangs") response.end();
}
