import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ScriptedAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** Text as it is, anything else as JSON. */
  body?: unknown;
  /** Accepts the request and stays silent. */
  hangs?: boolean;
  /** Ends the connection in the middle of the answer. */
  breaks?: boolean;
}

export interface ScriptedRequest {
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: unknown;
}

/** What a chat completions endpoint answers that goes well. */
export const says = (content: unknown): ScriptedAnswer => ({
  body: { choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }] },
});

/** A chat completions endpoint that answers what it is told, in order; the last answer for ever. */
export async function startScriptedEndpoint(...answers: ScriptedAnswer[]) {
  const requests: ScriptedRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    requests.push({ url: request.url, headers: request.headers, body });
    give(answers.length > 1 ? answers.shift() : answers[0], response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function give(answer: ScriptedAnswer | undefined, response: ServerResponse): void {
  const { status = 200, headers = {}, body = "", hangs, breaks } = answer ?? {};
  if (hangs) return;
  response.writeHead(status, { "content-type": "application/json", ...headers });
  const text = typeof body === "string" ? body : JSON.stringify(body);
  if (breaks) response.write(text.slice(0, 5), () => response.destroy());
  else response.end(text);
}
