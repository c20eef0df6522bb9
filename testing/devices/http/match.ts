import { isDeepStrictEqual } from "node:util";
import { compileGlob, parseUrl } from "../../../engine/cores/index.js";
import { optionKinds } from "../../option-check.js";
import type { HttpExchange } from "./exchange.js";

/** A text, or an expression that must be found in it. */
export type TextMatch = string | RegExp;

/** What a request must have beside method and URL. Whatever isn't said may be anything. */
export interface HttpMatch {
  query?: Readonly<Record<string, TextMatch>>;
  headers?: Readonly<Record<string, TextMatch>>;
  text?: TextMatch;
  /** The whole body, read as JSON. */
  json?: unknown;
  bytes?: Uint8Array;
  where?: (request: HttpExchange) => boolean;
}

/** What its options have to be. */
export const matchShape = {
  query: optionKinds.textMatches,
  headers: optionKinds.textMatches,
  text: optionKinds.textMatch,
  json: optionKinds.any,
  bytes: optionKinds.bytes,
  where: optionKinds.function,
};

type Test = (request: HttpExchange) => boolean;

/** `method` "*" is any. A pattern of the URL without `?` leaves the query open. */
export function compileHttpMatch(
  { method, url }: { method: string; url: string | RegExp },
  match: HttpMatch,
): Test {
  const tests: Test[] = [compileUrl(url)];
  if (method !== "*") tests.push((request) => request.method === method.toUpperCase());
  for (const [name, want] of Object.entries(match.query ?? {})) {
    tests.push((request) => request.query.getAll(name).some((value) => fits(value, want)));
  }
  for (const [name, want] of Object.entries(match.headers ?? {})) {
    tests.push((request) => fits(request.header(name), want));
  }
  const { text, json, bytes, where } = match;
  if (text !== undefined) tests.push((request) => fits(request.text(), text));
  if (json !== undefined) tests.push((request) => isDeepStrictEqual(request.json(), json));
  if (bytes) tests.push((request) => Buffer.compare(request.body, bytes) === 0);
  if (where) tests.push(where);
  return (request) => tests.every((test) => test(request));
}

function compileUrl(pattern: string | RegExp): Test {
  if (typeof pattern !== "string") return ({ url }) => url.search(pattern) >= 0;
  const exact = parseUrl(pattern)?.href ?? pattern;
  const glob = compileGlob(pattern);
  return ({ url }) => {
    const known = pattern.includes("?") ? url : url.replace(/\?.*$/, "");
    return known === exact || glob.matches(known) || glob.matches(known.replace(/\/$/, ""));
  };
}

function fits(value: string | undefined, want: TextMatch): boolean {
  if (value === undefined) return false;
  return typeof want === "string" ? value === want : value.search(want) >= 0;
}
