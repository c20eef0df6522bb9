import type { ClientRequest, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { HostError } from "@luminarys/sdk-as/engine";
import type { Handshake } from "@luminarys/sdk-as/engine/cores";
import { type ClientOptions, WebSocket } from "ws";
import { connectionError } from "../network/failure.js";

/** How long a server may take to close, once both sides have said so. */
export const CLOSE_MS = 1000;

export interface HandshakeOptions extends Handshake {
  readonly href: string;
  /** A larger message ends the connection. */
  readonly maxMessageBytes: number;
  /** Gives up; its reason is what the promise is rejected with. */
  readonly signal: AbortSignal;
  /** What was asked, after `Cannot`. */
  readonly action: string;
}

/**
 * Asks the server at the other end of a socket for a WebSocket. It is paused, so that nothing is lost
 * until somebody listens. Rejects with a HostError, and the socket is destroyed then.
 */
export function shakeHands(socket: Socket, options: HandshakeOptions): Promise<WebSocket> {
  const { href, protocols, signal, action } = options;
  const webSocket = new WebSocket(href, [...protocols], clientOptions(socket, options));
  return new Promise((resolve, reject) => {
    const refuse = (error: HostError) => {
      signal.removeEventListener("abort", giveUp);
      socket.destroy();
      reject(error);
    };
    const giveUp = () => refuse(signal.reason);
    signal.addEventListener("abort", giveUp, { once: true });
    const fail = (error: Error) => refuse(handshakeError(error, action));
    // Without any listener an error would end the process.
    webSocket.on("error", () => {}).once("error", fail);
    webSocket.once("unexpected-response", (_: ClientRequest, { statusCode }: IncomingMessage) => {
      const reason = `the server refused the handshake with status ${statusCode}`;
      refuse(new HostError(`Cannot ${action}: ${reason}`, { code: "unavailable" }));
    });
    webSocket.once("open", () => {
      signal.removeEventListener("abort", giveUp);
      webSocket.removeListener("error", fail);
      webSocket.pause();
      resolve(webSocket);
    });
  });
}

function clientOptions(socket: Socket, { headers, maxMessageBytes }: HandshakeOptions) {
  const options: ClientOptions & { closeTimeout: number } = {
    createConnection: () => socket,
    finishRequest: (request) => {
      for (const [name, values] of printHeaders(headers)) request.setHeader(name, values);
      request.end();
    },
    // What is small on the way may be huge in memory, for little use.
    perMessageDeflate: false,
    maxPayload: maxMessageBytes,
    // Answering is bounded by us.
    autoPong: false,
    closeTimeout: CLOSE_MS,
    followRedirects: false,
  };
  return options;
}

/** Lines of one name go together; values are UTF-8, as other languages send them. */
function printHeaders(lines: Handshake["headers"]): [name: string, values: string[]][] {
  const printed = new Map<string, [name: string, values: string[]]>();
  for (const { name, value } of [...lines, ...missing(lines)]) {
    const line = printed.get(name.toLowerCase()) ?? [name, []];
    line[1].push(Buffer.from(value).toString("latin1"));
    printed.set(name.toLowerCase(), line);
  }
  return [...printed.values()];
}

function missing(lines: Handshake["headers"]): Handshake["headers"] {
  const isThere = lines.some(({ name }) => name.toLowerCase() === "user-agent");
  return isThere ? [] : [{ name: "user-agent", value: "skill-host" }];
}

/** A server that is there, but speaks something else. */
function handshakeError(error: Error, action: string): HostError {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall !== undefined || code === "ECONNRESET") return connectionError(error, action);
  const reason = code?.startsWith("HPE_") ? `not HTTP, ${code}` : error.message;
  const message = `Cannot ${action}: the server's handshake is wrong (${reason})`;
  return new HostError(message, { code: "unavailable", cause: error });
}
