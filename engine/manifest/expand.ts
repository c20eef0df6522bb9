/** Names and values, as in the process environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that a text demands and that has no value. The message is the text's own, if it has one. */
export class UnsetVariableError extends SyntaxError {
  override readonly name = "UnsetVariableError";
  readonly variable: string;

  constructor(variable: string, message: string) {
    super(message === "" ? `${variable} isn't set` : message);
    this.variable = variable;
  }
}

/** What to do about a text that couldn't be expanded, if that is clear. */
export function expansionHint(error: unknown, howToSet = inEnvironment): string | undefined {
  return error instanceof UnsetVariableError ? howToSet(error.variable) : undefined;
}

function inEnvironment(variable: string): string {
  return `set ${variable} in .env or in the environment`;
}

const MAX_NESTING = 16;
const MAX_LENGTH = 1 << 20;

/**
 * Expands `${VAR}`, `${VAR:-default}` and `${VAR:?message}`; default and message may hold such
 * again, and an empty variable counts as unset. `$${` stands for `${`. Throws a SyntaxError, which
 * is an UnsetVariableError where `:?` refuses.
 */
export function expandVariables(text: string, environment: Environment, depth = 0): string {
  if (depth > MAX_NESTING) throw new SyntaxError("variables are nested too deeply");
  let expanded = "";
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf("${", at);
    if (start < 0) break;
    const isEscaped = text[start - 1] === "$" && start > at;
    expanded += text.slice(at, isEscaped ? start - 1 : start);
    if (isEscaped) {
      expanded += "${";
      at = start + 2;
      continue;
    }
    const end = closingBrace(text, start);
    expanded += lookUp(text.slice(start + 2, end), { environment, depth });
    at = end + 1;
    if (expanded.length > MAX_LENGTH) throw new SyntaxError("the text grows too long");
  }
  return expanded + text.slice(at);
}

interface Scope {
  environment: Environment;
  depth: number;
}

function lookUp(expression: string, { environment, depth }: Scope): string {
  const [, name = "", operator, rest = ""] =
    /^([A-Za-z_][A-Za-z0-9_]*)(?:(:-|:\?)([\s\S]*))?$/.exec(expression) ?? [];
  if (name === "") {
    throw new SyntaxError(
      `"\${${expression}}" is none of \${VAR}, \${VAR:-default}, \${VAR:?message}`,
    );
  }
  const value = Object.hasOwn(environment, name) ? (environment[name] ?? "") : "";
  if (value !== "" || operator === undefined) return value;
  const alternative = expandVariables(rest, environment, depth + 1);
  if (operator === ":-") return alternative;
  throw new UnsetVariableError(name, alternative);
}

function closingBrace(text: string, start: number): number {
  let open = 0;
  for (let at = start; at < text.length; at++) {
    if (text.startsWith("${", at)) open++;
    else if (text[at] === "}" && --open === 0) return at;
  }
  throw new SyntaxError(`"\${" is never closed`);
}
