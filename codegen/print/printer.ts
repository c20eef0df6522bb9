import { Names } from "./names.js";

/** A name that is chosen when the file is complete, so that none clashes with another. */
export interface Name {
  readonly preferred: string;
}

interface Import extends Name {
  readonly from: string;
  /** Whether it stands for the whole module. */
  readonly namespace: boolean;
}

interface Declared extends Name {
  readonly shadowed: boolean;
}

export type Part = string | number | Name;
export type Line = readonly Part[];

/** A function's own names. */
export interface Scope {
  local(preferred: string): Name;
}

/**
 * Builds one source file. Imports are values: using one in a line imports it. Names are settled by
 * `toString`: imports keep theirs if they can, then declarations, then the locals of each function.
 */
export class Printer {
  readonly #lines: Line[] = [];
  readonly #imports = new Map<string, Import>();
  readonly #declared: Declared[] = [];
  readonly #scopes: { readonly names: Name[]; readonly hiding: boolean }[] = [];
  #indent = "";

  /** A name that the module `from` exports. */
  import(preferred: string, from: string): Name {
    return this.#imported({ preferred, from, namespace: false });
  }

  /** The module `from` as a namespace. */
  namespace(preferred: string, from: string): Name {
    return this.#imported({ preferred, from, namespace: true });
  }

  /** A name of the file's own top level. Locals may hide it when it is `shadowed`. */
  declare(preferred: string, { shadowed }: { shadowed: boolean }): Name {
    const name = { preferred, shadowed };
    this.#declared.push(name);
    return name;
  }

  /** The locals of one function. They hide shadowed declarations unless the function uses these. */
  scope({ hiding = true } = {}): Scope {
    const names: Name[] = [];
    this.#scopes.push({ names, hiding });
    return {
      local(preferred) {
        const name = { preferred };
        names.push(name);
        return name;
      },
    };
  }

  /** Prints one line: `p.line\`const ${name} = 1;\``. */
  line(texts: TemplateStringsArray, ...parts: readonly (Part | Line)[]): void {
    this.#lines.push([this.#indent, ...join(texts, parts)]);
  }

  /** Prints what `body` prints, indented. */
  indented(body: () => void): void {
    const before = this.#indent;
    this.#indent = `${before}  `;
    body();
    this.#indent = before;
  }

  blank(): void {
    this.#lines.push([]);
  }

  /** Makes a piece of a line. */
  code(texts: TemplateStringsArray, ...parts: readonly (Part | Line)[]): Line {
    return join(texts, parts);
  }

  /** The file: `head`, the imports, then what was printed. */
  toString(head: readonly string[]): string {
    const names = this.#settle();
    const text = (part: Part) =>
      typeof part === "object" ? (names.get(part) ?? part.preferred) : `${part}`;
    const body = this.#lines.map((line) => {
      let printed = "";
      for (const part of line) printed += text(part);
      return printed.trimEnd();
    });
    return `${[...head, ...this.#importLines(names), ...body].join("\n")}\n`;
  }

  #settle(): Map<Name, string> {
    const names = new Map<Name, string>();
    const file = new Names();
    const visible = new Names();
    for (const each of this.#imports.values()) {
      names.set(each, visible.take(file.take(each.preferred)));
    }
    for (const each of this.#declared) {
      const name = file.take(each.preferred);
      names.set(each, each.shadowed ? name : visible.take(name));
    }
    for (const scope of this.#scopes) {
      const locals = new Names(scope.hiding ? visible : file);
      for (const each of scope.names) names.set(each, locals.take(each.preferred));
    }
    return names;
  }

  #imported(wanted: Import): Name {
    const key = `${wanted.namespace ? "*" : wanted.preferred} ${wanted.from}`;
    const known = this.#imports.get(key);
    if (known !== undefined) return known;
    this.#imports.set(key, wanted);
    return wanted;
  }

  #importLines(names: ReadonlyMap<Name, string>): string[] {
    const all = [...this.#imports.values()];
    const modules = [...new Set(all.filter((each) => !each.namespace).map((each) => each.from))];
    const named = modules.map((from) => {
      const own = all.filter((each) => each.from === from && !each.namespace);
      const symbols = own.map((each) => renamed(each.preferred, names.get(each) ?? ""));
      return importLine(symbols.sort(byName), from);
    });
    const spaces = all.filter((each) => each.namespace);
    return [
      ...named,
      ...spaces.map((each) => `import * as ${names.get(each)} from ${JSON.stringify(each.from)};`),
    ];
  }
}

function join(texts: TemplateStringsArray, parts: readonly (Part | Line)[]): Line {
  const line: Part[] = [];
  for (const [index, text] of texts.entries()) {
    line.push(text);
    const part = parts[index];
    if (part === undefined) continue;
    if (isLine(part)) line.push(...part);
    else line.push(part);
  }
  return line;
}

function isLine(part: Part | Line): part is Line {
  return Array.isArray(part);
}

function renamed(preferred: string, name: string): string {
  return name === preferred ? name : `${preferred} as ${name}`;
}

function byName(a: string, b: string): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1;
}

function importLine(symbols: readonly string[], from: string): string {
  const line = `import { ${symbols.join(", ")} } from ${JSON.stringify(from)};`;
  if (line.length <= 100) return line;
  return `import {\n${symbols.map((each) => `  ${each},\n`).join("")}} from ${JSON.stringify(from)};`;
}
