import { systemCode } from "../paths/system-failure.js";
import type { Anchor, HoldPath } from "./anchor.js";
import type { FileFailure } from "./file-error.js";

/** As many as the kernel follows. */
const MAX_LINKS = 40;

/** Where a path leads. */
export interface Place {
  /** As it was asked for. */
  readonly path: string;
  /** Without links, as the kernel names it; of what isn't there, where it would be. */
  readonly canonical: string;
  /** What is there; undefined when nothing is. */
  readonly node: Anchor | undefined;
  /** The directory that holds it, or the deepest one on the way; undefined for the root. */
  readonly parent: Anchor | undefined;
  /** The last segment; "" for the root. */
  readonly name: string;
  /** The segments below `parent` that aren't there; none when the node is. */
  readonly missing: readonly string[];
  /** Why it can't be reached: what we say, or the system's error. */
  readonly obstacle: FileFailure | Error | undefined;
  close(): void;
}

export interface LocateOptions {
  readonly hold: HoldPath;
  /** Whether a link at the end of the path is followed. */
  readonly follow: boolean;
}

/** Follows a normal path link by link: the kernel is never left to follow one. */
export function locate(path: string, options: LocateOptions): Place {
  return locateQuickly(path, options) ?? new PathWalk(path, options).find();
}

/** When the kernel came through without a link, nothing has to be followed. */
function locateQuickly(path: string, { hold, follow }: LocateOptions): Place | undefined {
  const end = path.lastIndexOf("/");
  const name = path.slice(end + 1);
  const held: Anchor[] = [];
  const close = () => {
    for (const anchor of held) anchor.close();
  };
  try {
    const parent = hold(path.slice(0, end) || "/");
    held.push(parent);
    if (name !== "" && parent.kind === "dir" && parent.realPath() === (path.slice(0, end) || "/")) {
      const node = parent.child(name);
      held.push(node);
      const rest = { missing: [], obstacle: undefined };
      if (node.kind !== "link" || !follow) {
        return { path, canonical: path, node, parent, name, ...rest, close };
      }
    }
  } catch (error) {
    if (systemCode(error) === undefined && !(error instanceof SyntaxError)) throw error;
  }
  close();
  return undefined;
}

interface Level {
  readonly name: string;
  readonly anchor: Anchor;
}

class PathWalk {
  private readonly path: string;
  private readonly hold: HoldPath;
  private readonly follow: boolean;
  private readonly held: Anchor[] = [];
  private levels: Level[] = [];
  private linksLeft = MAX_LINKS;

  constructor(path: string, { hold, follow }: LocateOptions) {
    this.path = path;
    this.hold = hold;
    this.follow = follow;
  }

  find(): Place {
    try {
      return this.walk(segmentsOf(this.path));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  private walk(pending: string[]): Place {
    const root = this.keep(this.hold("/"));
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (name === "..") this.levels.pop();
      if (name === "..") continue;
      const parent = this.levels.at(-1)?.anchor ?? root;
      const node = this.childOf(parent, name);
      const isLast = pending.length === 0;
      if (node instanceof Error) return this.beyond({ parent, name, pending, obstacle: node });
      if (!node) return this.beyond({ parent, name, pending });
      if (node.kind === "link" && (this.follow || !isLast)) {
        if (this.linksLeft-- === 0)
          return this.place({ parent, name, missing: [name], obstacle: "too many links" });
        const target = parent.readLink(name);
        if (target.startsWith("/")) this.levels = [];
        pending.push(...segmentsOf(target));
      } else if (node.kind === "dir") this.levels.push({ name, anchor: node });
      else if (isLast) return this.place({ parent, name, node });
      else return this.beyond({ parent, name, pending, obstacle: "not a directory" });
    }
    const last = this.levels.pop();
    const parent = this.levels.at(-1)?.anchor ?? root;
    if (last) return this.place({ parent, name: last.name, node: last.anchor });
    return this.place({ parent: undefined, name: "", node: root });
  }

  /** Undefined when it isn't there; an error is told only once it's known that one may hear it. */
  private childOf(parent: Anchor, name: string): Anchor | Error | undefined {
    try {
      return this.keep(parent.child(name));
    } catch (error) {
      if (systemCode(error) === "ENOENT") return undefined;
      if (systemCode(error) !== undefined) return error as Error;
      throw error;
    }
  }

  private keep(anchor: Anchor): Anchor {
    this.held.push(anchor);
    return anchor;
  }

  /** A path that goes on below something missing, or below a file. */
  private beyond(at: {
    parent: Anchor;
    name: string;
    pending: string[];
    obstacle?: FileFailure | Error;
  }): Place {
    const { parent, name, pending } = at;
    const missing = [name, ...pending.toReversed()];
    // Only links hold "..": what it would go back from isn't there.
    const lost = pending.includes("..") ? ("no such file or directory" as const) : undefined;
    const obstacle = at.obstacle ?? lost;
    return this.place({ parent, name: missing.at(-1) ?? name, missing, obstacle });
  }

  private place(found: {
    parent: Anchor | undefined;
    name: string;
    node?: Anchor;
    missing?: string[];
    obstacle?: FileFailure | Error | undefined;
  }): Place {
    const { parent, name, node, missing = [], obstacle } = found;
    const names = [...this.levels.map((level) => level.name), ...(node ? [name] : missing)];
    const { path } = this;
    const canonical = `/${collapse(names).join("/")}`;
    const close = () => this.close();
    return { path, canonical, name, node, parent, missing, obstacle, close };
  }

  private close(): void {
    for (const anchor of this.held) anchor.close();
  }
}

function collapse(names: readonly string[]): string[] {
  const kept: string[] = [];
  for (const name of names) {
    if (name === "..") kept.pop();
    else if (name !== "") kept.push(name);
  }
  return kept;
}

/** The first one last. */
function segmentsOf(path: string): string[] {
  return path
    .split("/")
    .filter((segment) => segment !== "" && segment !== ".")
    .reverse();
}
