/** Lines of text; an array inside is a block one level deeper. */
export type Code = readonly (string | Code)[];

const WIDTH = 100;

/** A generated file: its imports are collected while its code is made. */
export class SourceFile {
  readonly path: string;
  readonly #extension: string;
  readonly #imports = new Map<string, Set<string>>();
  readonly #constants = new Map<string, string>();
  readonly #code: Code[] = [];

  /** `extension` is what module specifiers end in. */
  constructor(path: string, extension = "") {
    this.path = path;
    this.#extension = extension;
  }

  /** Imports `name` and returns it. A name that begins with `type ` is imported as a type. */
  use(name: string, from: string): string {
    const names = this.#imports.get(from) ?? new Set<string>();
    this.#imports.set(from, names.add(name));
    return name.replace("type ", "");
  }

  /** Defines a module constant and returns its name. */
  define(name: string, value: string): string {
    this.#constants.set(name, value);
    return name;
  }

  /** Adds a declaration, with a blank line before it. */
  add(code: Code): void {
    if (code.length > 0) this.#code.push(code);
  }

  toString(): string {
    const header = "// Made by scripts/generate-wire.ts from contract/. Do not edit.";
    const constants = [...this.#constants].map(([name, value]) => `const ${name} = ${value};`);
    const top = [header, ...this.#importLines()];
    const parts =
      constants.length > 0 ? [top, constants.sort(), ...this.#code] : [top, ...this.#code];
    return `${parts.map((part) => indented(part, "").join("\n")).join("\n\n")}\n`;
  }

  #importLines(): Code {
    const sorted = [...this.#imports].sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted.flatMap(([from, names]) => {
      const plain = (name: string) => name.replace("type ", "");
      const list = [...names].filter((name) => !names.has(plain(name)) || name === plain(name));
      list.sort((a, b) => (plain(a) < plain(b) ? -1 : 1));
      const types = list.every((name) => name.startsWith("type "));
      const keyword = types ? "import type" : "import";
      const items = types ? list.map(plain) : list;
      return wrapped(`${keyword} { `, items, { close: ` } from "${from}${this.#extension}";` });
    });
  }
}

/** One line when it fits behind a margin, else an item a line. */
export function wrapped(
  open: string,
  items: readonly string[],
  { close, margin = 0 }: { close: string; margin?: number },
): Code {
  const line = `${open}${items.join(", ")}${close}`;
  if (line.length + margin <= WIDTH) return [line];
  return [open.trimEnd(), items.map((item) => `${item},`), close.trimStart()];
}

/** A doc comment, wrapped. */
export function doc(text: string, indent = 0): Code {
  if (text.length + indent + 7 <= WIDTH) return [`/** ${text} */`];
  return ["/**", ...fold(text, WIDTH - indent - 3).map((line) => ` * ${line}`), " */"];
}

function fold(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > width) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? word : ` ${word}`;
  }
  return [...lines, line];
}

function indented(code: Code, margin: string): string[] {
  return code.flatMap((part) => {
    if (typeof part !== "string") return indented(part, `${margin}  `);
    return part === "" ? part : margin + part;
  });
}
