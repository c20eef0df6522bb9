import { mkdirSync, rmdirSync } from "node:fs";
import { systemCode } from "../paths/system-failure.js";
import { type Anchor, entryPath } from "./anchor.js";
import { fileError } from "./file-error.js";
import type { Place } from "./locate.js";

/** A directory that is there now. */
export interface MadeDirs {
  /** Held until `close`. */
  readonly dir: Anchor;
  /** Takes away again those that were made, as far as they are empty. */
  undo(): void;
  close(): void;
}

/** Makes what is missing of a directory. Throws a HostError or the system's error. */
export function makeDirs({ node, parent, missing }: Place, action: string): MadeDirs {
  if (node && node.kind !== "dir") throw fileError(action, "not a directory");
  const held: Anchor[] = [];
  const made: (string | Buffer)[] = [];
  const close = () => {
    for (const dir of held) dir.close();
  };
  const undo = () => {
    for (const path of made.reverse()) removeIfEmpty(path);
  };
  let dir = (node ?? parent) as Anchor;
  try {
    for (const name of missing) {
      if (makeDir(dir, name)) made.push(entryPath(dir, name));
      dir = dir.child(name);
      held.push(dir);
      if (dir.kind !== "dir") throw fileError(action, "not a directory");
    }
  } catch (error) {
    close();
    throw error;
  }
  return { dir, undo, close };
}

/** Whether it wasn't there before. */
function makeDir(parent: Anchor, name: string): boolean {
  try {
    mkdirSync(entryPath(parent, name));
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw error;
  }
}

function removeIfEmpty(path: string | Buffer): void {
  try {
    rmdirSync(path);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
  }
}
