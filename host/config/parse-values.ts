import { compileGlob, parseUrl } from "@luminarys/sdk-as/engine/cores";
import type { ListenAddress } from "./model.js";

/** `127.0.0.1:8080`, `[::1]:8080` or `localhost:0`. Throws a SyntaxError. */
export function parseListenAddress(text: string): ListenAddress {
  const [, host, port] = /^(\[[0-9a-fA-F:.]+\]|[^\s:[\]]+):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined || port === undefined || Number(port) > 65535) {
    throw new SyntaxError(
      `Cannot read address "${text}": expected host and port, such as 127.0.0.1:8080`,
    );
  }
  return { host: host.replace(/^\[(.*)\]$/, "$1"), port: Number(port) };
}

/** Throws a SyntaxError. */
export function parseSha256(text: string): string {
  if (/^[0-9a-fA-F]{64}$/.test(text)) return text.toLowerCase();
  throw new SyntaxError(
    "Cannot read a token's sha256: expected 64 hexadecimal digits, as sha256sum prints them",
  );
}

/** An address of an HTTP API. Throws a SyntaxError. */
export function parseEndpoint(text: string): string {
  if (/^https?:\/\//.test(text) && parseUrl(text)) return text;
  throw new SyntaxError(
    `Cannot read endpoint "${text}": expected a URL that begins with http:// or https://`,
  );
}

/** Throws a SyntaxError. */
export function parseNotEmpty(text: string): string {
  if (text !== "") return text;
  throw new SyntaxError("Expected a text that isn't empty");
}

/** Throws a SyntaxError. */
export function parseUrlPath(text: string): string {
  if (text.startsWith("/")) return text;
  throw new SyntaxError(`Cannot read path "${text}": expected it to begin with "/"`);
}

/** A pattern of tools' names. Throws a SyntaxError. */
export function parseToolPattern(text: string): string {
  return compileGlob(parseNotEmpty(text)).pattern;
}
