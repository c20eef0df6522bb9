/** A command that can't be read as one program with its arguments; `at` counts characters from 1. */
export class CommandSyntaxError extends SyntaxError {
  override readonly name = "CommandSyntaxError";
  readonly at: number;

  constructor(reason: string, at: number) {
    super(`${reason} at character ${at}`);
    this.at = at;
  }
}

/**
 * Splits a command as a POSIX shell would, without being one: quotes and backslashes are understood;
 * operators, redirection, substitution, variables and line ends outside of quotes are refused.
 * `*`, `~` and `{a,b}` stay as they are. Throws a CommandSyntaxError.
 */
export function parseArgv(command: string): string[] {
  const parser = new ArgvParser(command);
  const argv = parser.parse();
  if (argv.length === 0 || argv[0] === "") throw new CommandSyntaxError("the command is empty", 1);
  return argv;
}

/** For each character that is refused outside of quotes, why. */
const operators: Readonly<Record<string, string>> = {
  ";": "chaining",
  "&": "chaining",
  "|": "chaining",
  "<": "redirection",
  ">": "redirection",
  "(": "a subshell",
  ")": "a subshell",
  "\n": "a second line",
  "\r": "a second line",
};

class ArgvParser {
  private readonly text: string;
  private at = 0;
  private word: string | undefined;

  constructor(text: string) {
    this.text = text;
  }

  parse(): string[] {
    const nul = this.text.indexOf("\0");
    if (nul >= 0) this.refuse("a NUL character isn't allowed", nul);
    const argv: string[] = [];
    while (this.at < this.text.length) {
      const char = this.text[this.at] as string;
      if (char !== " " && char !== "\t") {
        this.take(char);
        continue;
      }
      if (this.word !== undefined) argv.push(this.word);
      this.word = undefined;
      this.at++;
    }
    return this.word === undefined ? argv : [...argv, this.word];
  }

  private take(char: string): void {
    const operator = operators[char];
    if (operator) this.refuse(`${operator} (${JSON.stringify(char)}) isn't allowed`);
    if (char === "'") this.single();
    else if (char === '"') this.double();
    else if (char === "\\") this.escape();
    else this.plain(char);
  }

  private single(): void {
    const end = this.text.indexOf("'", this.at + 1);
    if (end < 0) this.refuse('a quote ("\'") is never closed');
    this.append(this.text.slice(this.at + 1, end));
    this.at = end + 1;
  }

  private double(): void {
    const start = this.at++;
    this.append("");
    while (this.text[this.at] !== '"') {
      const char = this.text[this.at];
      if (char === undefined) this.refuse("a quote ('\"') is never closed", start);
      if (char === "\\" && /["\\$`]/.test(this.text[this.at + 1] ?? "")) this.escape();
      else this.plain(char);
    }
    this.at++;
  }

  private escape(): void {
    const char = this.text[this.at + 1];
    if (char === undefined) this.refuse("a backslash escapes nothing");
    if (char === "\n" || char === "\r") this.refuse("a second line isn't allowed");
    this.append(char);
    this.at += 2;
  }

  private plain(char: string): void {
    if (char === "`") this.refuse('substitution ("`") isn\'t allowed');
    if (char === "$") this.dollar();
    this.append(char);
    this.at++;
  }

  /** A lone `$` is a character; before anything that a shell would replace it is refused. */
  private dollar(): void {
    const next = this.text[this.at + 1] ?? "";
    if (next === "(") this.refuse('substitution ("$(") isn\'t allowed');
    if (/[\w{@*#?$!'-]/.test(next)) this.refuse(`a variable ("$${next}") isn't replaced here`);
  }

  private append(text: string): void {
    this.word = (this.word ?? "") + text;
  }

  private refuse(reason: string, at = this.at): never {
    throw new CommandSyntaxError(reason, at + 1);
  }
}
