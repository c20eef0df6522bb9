import { type Address, parseAddress } from "../cores/address.js";
import { parseUrl } from "../cores/parse-url.js";

/** The host of a URL or an address, canonical. */
export interface Host {
  /** Lower case and punycode, without trailing dot and brackets; or the canonical address. */
  readonly text: string;
  /** When the host is written as an address, in whatever spelling. */
  readonly address?: Address;
}

/** Reads a host by the rules of URLs. Throws a SyntaxError. */
export function parseHost(text: string): Host {
  const bracketed = text.includes(":") && !text.startsWith("[") ? `[${text}]` : text;
  if (text === "" || /[\s/\\?#@%<>^|]/.test(text)) fail(text);
  const hostname = hostnameOf(`http://${bracketed}/`) ?? fail(text);
  return hostOf(hostname);
}

/** Takes what `new URL` calls hostname. Throws a SyntaxError. */
export function hostOf(hostname: string): Host {
  if (hostname.startsWith("[") || /^[\d.]+$/.test(hostname)) {
    const address = parseAddress(hostname) ?? fail(hostname);
    return { text: address.text, address };
  }
  const name = hostname.replace(/\.$/, "");
  const isName = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name) && name.length <= 253;
  return isName ? { text: name } : fail(hostname);
}

/** The host as it stands in a URL. */
export function hostInUrl({ text }: Host): string {
  return text.includes(":") ? `[${text}]` : text;
}

function hostnameOf(url: string): string | undefined {
  return parseUrl(url)?.hostname;
}

function fail(text: string): never {
  throw new SyntaxError(`"${text}" is neither a host name nor an address`);
}
