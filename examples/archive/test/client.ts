// Made by skill-gen 0.3.0 from org.luminarys.archive 1.0.0. Do not edit; run skill-gen client again.

/** What runs the skill and answers at once: the engine's Skill, or a mock host. */
export interface BackupsInvoker {
  invoke(
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): { readonly value: unknown; readonly error?: string | undefined };
}

/** An error that the skill answered with. */
export class BackupsError extends Error {
  override readonly name = "BackupsError";
  readonly method: string;

  constructor(message: string, method: string) {
    super(message);
    this.method = method;
  }
}

/** Backs up a folder, lists what backups hold, and restores from them */
export class BackupsClient {
  readonly #invoker: BackupsInvoker;

  constructor(invoker: BackupsInvoker) {
    this.#invoker = invoker;
  }

  /**
   * Make a backup and delete the oldest ones
   * @returns The new backup, and which old ones were deleted
   */
  backUp(args: BackUpArgs = {}): NewBackup {
    return this.#invoke("back_up", args) as NewBackup;
  }

  /**
   * List the backups
   * @returns The backups, newest first
   */
  listBackups(): Backup[] {
    return this.#invoke("list_backups", {}) as Backup[];
  }

  /**
   * List the files in a backup
   * @returns Their paths in the backed up folder
   */
  listFiles(args: ListFilesArgs): string[] {
    return this.#invoke("list_files", args) as string[];
  }

  /**
   * Restore a backup into an empty folder
   * @returns How many files were restored
   */
  restore(args: RestoreArgs): number {
    return this.#invoke("restore", args) as number;
  }

  #invoke(method: string, args: object): unknown {
    const { value, error } = this.#invoker.invoke(method, { ...args });
    if (error) throw new BackupsError(error, method);
    return value;
  }
}

export interface NewBackup {
  name: string;
  files: number;
  /** Older backups that were deleted. */
  deleted: string[];
}

export interface Backup {
  /** When it was made, such as "2026-01-31T12-00-00". */
  name: string;
  bytes: number | bigint;
}

export interface BackUpArgs {
  /**
   * Globs to leave out, separated by commas
   * @default "*.tmp,.cache"
   */
  exclude?: string | undefined;
  /**
   * How many backups to keep
   * @default 7
   */
  keep?: number | undefined;
}

export interface ListFilesArgs {
  /**
   * The backup
   * @example "2026-01-31T12-00-00"
   */
  name: string;
  /** Globs to leave out, separated by commas */
  exclude?: string | undefined;
}

export interface RestoreArgs {
  /**
   * The backup
   * @example "2026-01-31T12-00-00"
   */
  name: string;
  /** The folder, which is made unless it exists */
  to: string;
  /** Globs to leave out, separated by commas */
  exclude?: string | undefined;
  /**
   * How many leading folders to cut off each path
   * @default 0
   */
  strip?: number | undefined;
}
