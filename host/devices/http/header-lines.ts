import type { HttpHeaderLine } from "@luminarys/sdk-as/engine/cores";
import type { CookiePair } from "./cookies.js";

const decoder = new TextDecoder("utf-8", { fatal: true });

/** What the host adds where the skill says nothing. */
const defaults: readonly HttpHeaderLine[] = [
  { name: "user-agent", value: "skill-host" },
  { name: "accept-encoding", value: "gzip, deflate, br" },
];

/** The lines to send, in the skill's order, as undici takes them: names and values in turn. */
export function printHeaders(
  lines: readonly HttpHeaderLine[],
  cookies: readonly CookiePair[],
): string[] {
  const printed: string[] = [];
  for (const { name, value } of withCookies(lines, cookies)) printed.push(name, toBinary(value));
  for (const { name, value } of defaults) if (!find(lines, name)) printed.push(name, value);
  return printed;
}

/** The lines of an answer, in the server's order. */
export function readHeaders(raw: readonly Buffer[]): HttpHeaderLine[] {
  const lines: HttpHeaderLine[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const [name, value] = [raw[i] as Buffer, raw[i + 1] as Buffer];
    lines.push({ name: name.toString("latin1"), value: fromBinary(value) });
  }
  return lines;
}

/** The values of all lines of that name, which is given in lower case. */
export function valuesOf(lines: readonly HttpHeaderLine[], wanted: string): string[] {
  return lines.filter(({ name }) => name.toLowerCase() === wanted).map(({ value }) => value);
}

function find(lines: readonly HttpHeaderLine[], wanted: string): HttpHeaderLine | undefined {
  return lines.find(({ name }) => name.toLowerCase() === wanted);
}

/** All cookies stand in one line; of two with one name the later goes. */
function withCookies(
  lines: readonly HttpHeaderLine[],
  cookies: readonly CookiePair[],
): readonly HttpHeaderLine[] {
  if (cookies.length === 0) return lines;
  const pairs = new Map(cookies.map(({ name, value }) => [name, value]));
  const own = [...pairs].map(([name, value]) => `${name}=${value}`);
  const value = [...valuesOf(lines, "cookie"), ...own].join("; ");
  const others = lines.filter(({ name }) => name.toLowerCase() !== "cookie");
  return [...others, { name: "cookie", value }];
}

/** Header values are bytes: ours are UTF-8, as other languages send them. */
function toBinary(text: string): string {
  return isAscii(text) ? text : Buffer.from(text).toString("latin1");
}

/** UTF-8 if it is, else Latin-1. */
function fromBinary(bytes: Buffer): string {
  const text = bytes.toString("latin1");
  if (isAscii(text)) return text;
  try {
    return decoder.decode(bytes);
  } catch {
    return text;
  }
}

function isAscii(text: string): boolean {
  return !/[\x80-\uffff]/.test(text);
}
