import { type Host, parseHost } from "./host.js";
import { isPort } from "./port.js";

/** `host:port`, canonical. */
export interface Endpoint {
  readonly host: Host;
  readonly port: number;
}

/** A name has at most 253. */
const MAX_CHARACTERS = 300;

/** Reads `redis:6379`, `10.0.0.1:80` or `[::1]:80`. Throws a SyntaxError. */
export function parseEndpoint(text: string): Endpoint {
  if (text.length > MAX_CHARACTERS) {
    throw new SyntaxError(`it is longer than ${MAX_CHARACTERS} characters`);
  }
  const [, host, port = ""] = /^(\[[^\]]*\]|[^:[\]]*):([^:]*)$/.exec(text) ?? [];
  if (host === undefined) {
    throw new SyntaxError('expected "host:port", with an IPv6 address in brackets');
  }
  if (!isPort(port)) throw new SyntaxError(`"${port}" is no port from 1 to 65535`);
  return { host: parseHost(host), port: Number(port) };
}
