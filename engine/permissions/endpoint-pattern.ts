import { type Automaton, buildAutomaton } from "../cores/glob/automaton.js";
import type { Part } from "../cores/glob/parse.js";
import { type HostPattern, parseHostPattern } from "./host-pattern.js";
import { parsePort } from "./port.js";

/** A pattern such as `*.internal:5432` or `10.0.0.0/8:*`. */
export interface EndpointPattern {
  readonly line: string;
  readonly host: HostPattern;
  readonly port: Part[];
  readonly portGlob: Automaton;
}

/** Throws a SyntaxError. */
export function parseEndpointPattern(line: string): EndpointPattern {
  try {
    const full = line === "**" ? "*:*" : line;
    const [, host, port] = /^(\[[^\]]*:[^\]]*\]|[^:]+):([^:]+)$/.exec(full) ?? [];
    if (host === undefined || port === undefined) {
      throw new SyntaxError('expected "**" or "<host>:<port>"');
    }
    const parts = parsePort(port);
    return { line, host: parseHostPattern(host), port: parts, portGlob: buildAutomaton(parts) };
  } catch (error) {
    throw new SyntaxError(`Cannot read address pattern "${line}": ${(error as Error).message}`);
  }
}
