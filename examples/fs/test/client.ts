// Made by skill-gen 0.3.0 from org.luminarys.fs 1.0.0. Do not edit; run skill-gen client again.

/** What runs the skill and answers at once: the engine's Skill, or a mock host. */
export interface SearchAndEditInvoker {
  invoke(
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): { readonly value: unknown; readonly error?: string | undefined };
}

/** An error that the skill answered with. */
export class SearchAndEditError extends Error {
  override readonly name = "SearchAndEditError";
  readonly method: string;

  constructor(message: string, method: string) {
    super(message);
    this.method = method;
  }
}

/** Finds files, searches in them, and replaces text after a preview */
export class SearchAndEditClient {
  readonly #invoker: SearchAndEditInvoker;

  constructor(invoker: SearchAndEditInvoker) {
    this.#invoker = invoker;
  }

  /**
   * Find files by name
   * @returns Their paths
   */
  findFiles(args: FindFilesArgs): string[] {
    return this.#invoke("find_files", args) as string[];
  }

  /**
   * Search files for lines with a text
   * @returns The lines, file by file
   */
  search(args: SearchArgs): Match[] {
    return this.#invoke("search", args) as Match[];
  }

  /**
   * Show what replacing a text would change, and change nothing
   * @returns How many replacements there would be, and each line before and after
   */
  previewReplace(args: PreviewReplaceArgs): Preview {
    return this.#invoke("preview_replace", args) as Preview;
  }

  /**
   * Replace a text in files, all that the preview showed or nothing
   * @returns The files that were changed
   */
  replace(args: ReplaceArgs): string[] {
    return this.#invoke("replace", args) as string[];
  }

  #invoke(method: string, args: object): unknown {
    const { value, error } = this.#invoker.invoke(method, { ...args });
    if (error) throw new SearchAndEditError(error, method);
    return value;
  }
}

export interface Match {
  path: string;
  /** From 1. */
  line: number;
  text: string;
}

export interface Change {
  path: string;
  /** From 1. */
  line: number;
  before: string;
  after: string;
}

export interface Preview {
  /** How many occurrences would be replaced: what `replace` expects to be told. */
  replacements: number;
  changes: Change[];
}

export interface FindFilesArgs {
  /**
   * Globs; one with a slash is for the path
   * @example ["*.md","docs/**"]
   */
  patterns: string[];
  /** Where to begin; all allowed directories unless said */
  folder?: string | undefined;
}

export interface SearchArgs {
  /** The text, or with mode regex an RE2 expression */
  query: string;
  /** Where to begin; all allowed directories unless said */
  folder?: string | undefined;
  /**
   * Globs of the files to search; all unless said
   * @example ["*.ts"]
   */
  include?: string[] | undefined;
  /**
   * How the query is read
   * @default "text"
   */
  mode?: "text" | "regex" | undefined;
  /**
   * Most lines to show
   * @default 100
   */
  limit?: number | undefined;
}

export interface PreviewReplaceArgs {
  /** The text to replace, exactly; within a line */
  find: string;
  /** What to put there */
  replacement: string;
  /** Where to begin; all allowed directories unless said */
  folder?: string | undefined;
  /**
   * Globs of the files to change; all unless said
   * @example ["*.ts"]
   */
  include?: string[] | undefined;
}

export interface ReplaceArgs {
  /** As in the preview */
  find: string;
  /** As in the preview */
  replacement: string;
  /** How many replacements the preview announced */
  expected: number;
  /** As in the preview */
  folder?: string | undefined;
  /** As in the preview */
  include?: string[] | undefined;
}
