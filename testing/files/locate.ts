import type { DirNode, TreeNode } from "./node.js";

const MAX_LINKS = 40;

/** Where a path leads. */
export interface Place {
  /** Canonical: without links, `.`, `..` and doubled slashes. */
  readonly path: string;
  readonly name: string;
  /** The directory that holds it; undefined for the root, or when that is missing. */
  readonly parent: DirNode | undefined;
  /** Undefined when nothing is there. */
  readonly node: TreeNode | undefined;
  /** Why it can't be reached at all. */
  readonly obstacle?: "not a directory" | "too many links" | undefined;
}

export interface LocateOptions {
  /** Whether a link at the end of the path is followed. */
  follow?: boolean;
}

/** Follows a path as a kernel does: `..` goes up from where a link led. */
export function locate(root: DirNode, path: string, { follow = true }: LocateOptions = {}): Place {
  return new Search(root, follow).find(path);
}

interface Level {
  readonly name: string;
  readonly dir: DirNode;
}

class Search {
  private readonly root: DirNode;
  private readonly follow: boolean;
  private levels: Level[] = [];
  private linksLeft = MAX_LINKS;

  constructor(root: DirNode, follow: boolean) {
    this.root = root;
    this.follow = follow;
  }

  find(path: string): Place {
    const pending = segmentsOf(path);
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (name === "..") this.levels.pop();
      if (name === "..") continue;
      const node = this.current.children.get(name);
      const isLast = pending.length === 0;
      if (node?.kind === "dir") this.levels.push({ name, dir: node });
      else if (node?.kind === "link" && (this.follow || !isLast)) {
        if (this.linksLeft-- === 0) return this.place(name, { obstacle: "too many links" });
        if (node.target.startsWith("/")) this.levels = [];
        pending.push(...segmentsOf(node.target));
      } else if (isLast) return this.place(name, { parent: this.current, node });
      else return this.beyond(name, pending, node);
    }
    const last = this.levels.pop();
    if (!last) return { path: "/", name: "", parent: undefined, node: this.root };
    return this.place(last.name, { parent: this.current, node: last.dir });
  }

  private get current(): DirNode {
    return this.levels.at(-1)?.dir ?? this.root;
  }

  private place(name: string, found: Partial<Place>): Place {
    const path = `/${[...this.levels.map((level) => level.name), name].join("/")}`;
    return { path, name, parent: undefined, node: undefined, ...found };
  }

  /** A path that goes on below something missing, or below a file. */
  private beyond(name: string, pending: string[], node: TreeNode | undefined): Place {
    const rest = [name];
    for (const next of pending.reverse()) next === ".." ? rest.pop() : rest.push(next);
    const obstacle = node ? "not a directory" : undefined;
    return this.place(rest.join("/"), { name: rest.at(-1) ?? "", obstacle });
  }
}

/** The first one last. */
function segmentsOf(path: string): string[] {
  return path
    .split("/")
    .filter((segment) => segment !== "" && segment !== ".")
    .reverse();
}
