import type { Terminal } from "./terminal.js";

export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** Colours for what goes to one of the outputs; none unless people read it. */
export function styleFor(terminal: Terminal, output: "out" | "err"): Style {
  const isTerminal = output === "out" ? terminal.isOutTerminal : terminal.isErrTerminal;
  const isColoured = wantsColour(terminal.env, isTerminal);
  const paint = (code: number) => (text: string) =>
    isColoured && text !== "" ? `\u001b[${code}m${text}\u001b[0m` : text;
  return {
    bold: paint(1),
    dim: paint(2),
    red: paint(31),
    yellow: paint(33),
    green: paint(32),
    cyan: paint(36),
  };
}

/** NO_COLOR and FORCE_COLOR win over the kind of output. */
function wantsColour(env: Terminal["env"], isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0";
  return isTerminal && env.TERM !== "dumb";
}

/** Takes the power over the terminal from text that comes from outside; lines stay lines. */
export function harmless(text: string): string {
  return text.replace(/(?![\t\n])[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, "\ufffd");
}
