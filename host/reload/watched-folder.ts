import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import { basename, join } from "node:path";

export interface WatchOptions {
  /** Told of each change, perhaps more than once. */
  readonly onChange: () => void;
  /** How often to look where the system doesn't tell. */
  readonly pollMs: number;
  /** Whether to look only, as on network drives, whose changes nobody tells. */
  readonly pollOnly?: boolean;
}

/**
 * A folder whose files are watched by name, so that files which are replaced, as editors do, stay watched.
 * While the system can't watch it, such as when it's gone, it is looked at now and then.
 */
export class WatchedFolder {
  private readonly path: string;
  private readonly options: WatchOptions;
  /** Undefined is every file. */
  private names: ReadonlySet<string> | undefined;
  private watcher: FSWatcher | undefined;
  private timer: NodeJS.Timeout | undefined;
  private seen = "";

  constructor(path: string, names: ReadonlySet<string> | undefined, options: WatchOptions) {
    this.path = path;
    this.names = names;
    this.options = options;
    this.seen = this.look();
    this.open();
  }

  /** Watches other files from now on. */
  rename(names: ReadonlySet<string> | undefined): void {
    this.names = names;
    this.seen = this.look();
  }

  close(): void {
    this.watcher?.close();
    clearInterval(this.timer);
  }

  /** Also opens again what came back under the same name. */
  private open(): void {
    this.close();
    this.timer = undefined;
    try {
      if (!this.options.pollOnly) {
        this.watcher = watch(this.path, (_, name) => this.hear(name));
        this.watcher.on("error", () => this.poll());
      } else this.poll();
    } catch {
      this.poll();
    }
  }

  private hear(name: string | null): void {
    // The folder itself, or whatever the system doesn't name: it may not be watched any more.
    const isItself = name === null || name === basename(this.path);
    if (isItself) this.open();
    if (isItself || this.names === undefined || this.names.has(name)) this.options.onChange();
  }

  private poll(): void {
    this.close();
    this.timer = setInterval(() => this.compare(), this.options.pollMs);
  }

  private compare(): void {
    const now = this.look();
    if (now === this.seen) return;
    this.seen = now;
    this.options.onChange();
    if (now !== "" && !this.options.pollOnly) this.open();
  }

  /** What a change changes; "" while the folder is gone. */
  private look(): string {
    try {
      const names = this.names ?? new Set(readdirSync(this.path));
      const stats = [...names].sort().map((name) => {
        const stat = statSync(join(this.path, name), { throwIfNoEntry: false });
        return stat && [name, stat.mtimeMs, stat.size, stat.ino];
      });
      return statSync(this.path) && JSON.stringify(stats);
    } catch {
      return "";
    }
  }
}
