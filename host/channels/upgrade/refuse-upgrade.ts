import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

/** How long a client may take to read why. */
const READ_MS = 1000;

/** Answers an upgrade with a status and the reason as text, and hangs up. */
export function refuseUpgrade(
  socket: Duplex,
  { status, reason }: { readonly status: number; readonly reason: string },
): void {
  const body = `Refused: ${reason}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Connection: close",
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  const timer = setTimeout(() => socket.destroy(), READ_MS);
  socket.once("close", () => clearTimeout(timer));
  // What else the client sends is nobody's request; left unread, it would reset the connection.
  socket.resume();
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
