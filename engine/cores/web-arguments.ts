import type { Value } from "../codec/value.js";

/** What a method may be told about the HTTP request that it answers. */
export interface WebArguments {
  /** The path's parameters. */
  readonly route: Readonly<Record<string, string>>;
  /** A parameter that is given more than once is a list. */
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Value;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly method: string;
  readonly path: string;
  readonly sessionId: string;
  readonly exchange: string;
}

const names = ["route", "query", "body", "headers", "method", "path", "sessionId", "exchange"];

/**
 * The arguments of a method with these parameters: those of the eight that it names, or all of them
 * under the name of its one parameter, when that is none of the eight. A method that names none, as one
 * written by hand may, gets all eight.
 */
export function webArguments(
  params: readonly { readonly name: string }[],
  request: WebArguments,
): Readonly<Record<string, unknown>> {
  const [only] = params;
  const whole = params.length === 1 && only !== undefined && !names.includes(only.name);
  if (whole) return { [only.name]: request };
  if (only === undefined) return { ...request };
  const named = params.filter(({ name }) => names.includes(name));
  return Object.fromEntries(named.map(({ name }) => [name, request[name as keyof WebArguments]]));
}
