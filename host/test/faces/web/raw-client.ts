import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A connection on which tests speak HTTP by hand. */
export async function openSocket(port: number): Promise<Socket> {
  const socket = connect({ host: "127.0.0.1", port });
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return socket;
}

/** Sends the parts one by one and gives all that comes back until the end. */
export async function speak(port: number, parts: readonly string[]): Promise<string> {
  const socket = await openSocket(port);
  let heard = "";
  socket.setEncoding("latin1").on("data", (text) => (heard += text));
  for (const part of parts) socket.write(part, "latin1");
  if (!socket.closed) await once(socket, "close");
  return heard;
}

/** Resolves with all that was heard once it holds a text. */
export function untilHeard(socket: Socket, text: string): Promise<string> {
  let heard = "";
  return new Promise((resolve) => {
    const hear = (chunk: Buffer) => {
      heard += chunk.toString("latin1");
      if (!heard.includes(text)) return;
      socket.off("data", hear);
      resolve(heard);
    };
    socket.on("data", hear);
  });
}
