import { randomUUID } from "node:crypto";
import { finished, type Readable, type Writable } from "node:stream";
import { StdioServerTransport, serveStdio as serve } from "@modelcontextprotocol/server/stdio";
import type { McpFace } from "./mcp-face.js";

/** Most bytes of one message. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

export interface StdioOptions {
  readonly input: Readable;
  /** Gets messages of the protocol, and nothing else may write there. */
  readonly output: Writable;
  /** Whose state and history calls use. Default: one of its own. */
  readonly sessionId?: string;
  /** Told of what a client sends wrong. Default: nobody is. */
  readonly onError?: (error: Error) => void;
}

export interface StdioConnection {
  /** Settles when the client has left or the connection was closed. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** Serves one client over a pair of streams, which is one session. Calls end with the connection. */
export function serveStdio(
  face: McpFace,
  { input, output, sessionId = `mcp-${randomUUID()}`, onError }: StdioOptions,
): StdioConnection {
  const client = { owner: "stdio", sessionId: () => sessionId, allows: () => true };
  const quiet: (() => void)[] = [];
  const transport = new StdioServerTransport(input, output, { maxBufferSize: MAX_MESSAGE_BYTES });
  const handle = serve(
    () => {
      const server = face.createServer(client);
      const tell = () => void server.sendToolListChanged().catch(() => undefined);
      quiet.push(face.onToolsChanged(tell));
      return server;
    },
    { transport, ...(onError && { onerror: onError }) },
  );
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = () => {
      for (const stop of quiet.splice(0)) stop();
      resolve();
    };
  });
  for (const stream of [input, output]) finished(stream, () => end());
  return {
    ended,
    close: async () => {
      end();
      await handle.close();
    },
  };
}
