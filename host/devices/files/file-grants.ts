import {
  allowedDirs,
  type DirGrant,
  type DirMode,
  decideFs,
  demand,
  type FsPermission,
} from "@luminarys/sdk-as/engine";
import { canonicalDirs } from "../paths/canonical-dirs.js";

export interface PathUse {
  readonly path: string;
  readonly mode: DirMode;
  /** Stands after `Cannot`: `read "/data/a"`. */
  readonly action: string;
  /** Whether all below the path is changed too. */
  readonly recursive?: boolean;
}

/** What a manifest lets a skill do with files. */
export class FileGrants {
  readonly dirs: readonly DirGrant[];
  private readonly permission: FsPermission;
  /**
   * Where the granted directories themselves lead, found out once: a skill that gets hold of a name
   * later can't give itself what lies behind it.
   */
  private readonly canonicalDirs: readonly DirGrant[];

  constructor(permission: FsPermission) {
    this.permission = permission;
    this.dirs = allowedDirs(permission);
    const fixed = this.dirs.filter((dir) => !liesInWritable(dir, this.dirs));
    const loose = this.dirs.filter((dir) => liesInWritable(dir, this.dirs));
    this.canonicalDirs = [...canonicalDirs(fixed), ...loose];
  }

  /** The path in its normal form. Throws a HostError when it isn't granted by its letters. */
  normalise({ path, mode, action, recursive }: PathUse): string {
    return demand(decideFs(this.permission, { path, mode, recursive }), action).path;
  }

  /** Throws a HostError when it isn't granted where it leads. */
  admit({ path, mode, action, recursive }: PathUse, canonical: string): void {
    const { permission, canonicalDirs } = this;
    demand(decideFs(permission, { path, mode, recursive, canonical }, { canonicalDirs }), action);
  }
}

function liesInWritable(dir: DirGrant, dirs: readonly DirGrant[]): boolean {
  return dirs.some(
    (each) =>
      each.mode === "rw" &&
      each.isLiteral &&
      each.path !== dir.path &&
      dir.path.startsWith(each.path === "/" ? "/" : `${each.path}/`),
  );
}
