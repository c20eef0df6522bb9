import type { IncomingMessage, Server } from "node:http";
import type { Upgrade } from "./upgrade-router.js";

/** Headers that are about the upgrade only. */
const OF_UPGRADE = ["upgrade", "http2-settings"];

/** Whether a WebSocket is asked for. */
export function isWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === "websocket";
}

/**
 * Lets a server answer as if no upgrade had been asked for, which it may. Clients that would like
 * HTTP/2 ask so with ordinary requests. Its parser has let go of the connection, and reads it anew.
 */
export function ignoreUpgrade(server: Server, { request, socket, head }: Upgrade): void {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = rawHeaders.flatMap((name, index) => {
    if (index % 2 === 1 || OF_UPGRADE.includes(name.toLowerCase())) return [];
    const value = rawHeaders[index + 1] ?? "";
    return [`${name}: ${name.toLowerCase() === "connection" ? withoutUpgrade(value) : value}`];
  });
  const text = [`${method} ${url} HTTP/${httpVersion}`, ...lines, "", ""].join("\r\n");
  socket.unshift(Buffer.concat([Buffer.from(text, "latin1"), head]));
  server.emit("encrypted" in socket ? "secureConnection" : "connection", socket);
}

function withoutUpgrade(connection: string): string {
  const options = connection.split(",").map((each) => each.trim());
  return options.filter((each) => !OF_UPGRADE.includes(each.toLowerCase())).join(", ");
}
