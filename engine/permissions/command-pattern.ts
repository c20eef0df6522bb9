import { type Automaton, buildAutomaton } from "../cores/glob/automaton.js";
import { type Part, parseGlob } from "../cores/glob/parse.js";
import { compileOnce } from "./compile-once.js";

/** A pattern over the arguments of a command, joined by single spaces. */
export interface CommandPattern {
  readonly line: string;
  readonly parts: Part[];
  readonly glob: Automaton;
}

/** A trailing ` **` also matches no arguments: `git **` matches `git`. Throws a SyntaxError. */
export function parseCommandPattern(line: string): CommandPattern {
  if (line.trim() === "") throw new SyntaxError("Cannot read command pattern: it is empty");
  const [, command] = /^(.*\S) \*\*$/s.exec(line) ?? [];
  const rest: Part[] = [{ kind: "literal", char: " " }, { kind: "any" }];
  const parts: Part[] =
    command === undefined
      ? parseGlob(line)
      : [...parseGlob(command), { kind: "choice", options: [[], rest] }];
  return { line, parts, glob: buildAutomaton(parts) };
}

export const compileCommands = compileOnce(parseCommandPattern);
