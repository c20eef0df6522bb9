import type { IncomingMessage } from "node:http";

/** Headers of which two would be read differently by a proxy and here. */
const SINGLE = ["host", "origin", "sec-websocket-key", "sec-websocket-version"];

/**
 * Why a proxy could take an upgrade for another request than this server does: undefined when it
 * can't.
 */
export function findSmuggling(request: IncomingMessage): string | undefined {
  const { httpVersion, headers, rawHeaders } = request;
  if (httpVersion !== "1.1") return `HTTP/${httpVersion} has no upgrades`;
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  const double = SINGLE.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (double !== undefined) return `more than one ${double}`;
  const { "content-length": length = "0" } = headers;
  if (length !== "0" || names.includes("transfer-encoding")) return "an upgrade has no body";
  return undefined;
}
