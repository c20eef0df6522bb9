import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A valid handshake, whose headers may be replaced, or left out with undefined. */
export function handshake(
  target: string,
  headers: Readonly<Record<string, string | undefined>> = {},
): string {
  const all = {
    Host: "localhost",
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  );
  return [`GET ${target} HTTP/1.1`, ...lines, "", ""].join("\r\n");
}

export async function dial(
  port: number,
  options: { readonly allowHalfOpen?: boolean } = {},
): Promise<Socket> {
  const socket = connect({ ...options, port, host: "127.0.0.1" });
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** However it was closed. */
export function whenClosed(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once("close", resolve));
}

/** What a server answers until it hangs up, as Latin-1. */
export async function answerTo(port: number, request: string | Uint8Array): Promise<string> {
  const socket = await dial(port);
  let answer = "";
  socket.setEncoding("latin1").on("data", (text) => {
    answer += text;
  });
  socket.write(request);
  await whenClosed(socket);
  return answer;
}

/** The status and the text of an answer. */
export function statusOf(answer: string): string {
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  return `${head.split(" ")[1]} ${body.trim()}`;
}
