import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StoreError } from "./store-error.js";

interface Owner {
  readonly pid: number;
  /** Tells processes apart that had the same number one after the other; "" where nothing does. */
  readonly started: string;
  /** Whether it lets go soon, so that others may wait for it. */
  readonly isBrief?: boolean;
}

/**
 * Takes a folder for this process, and gives what lets go of it. A process that died has let go. Throws
 * a StoreError when another one has it, or this one already.
 */
export function lockFolder(folder: string, { isBrief = false } = {}): () => void {
  const file = join(folder, "host.lock");
  const own: Owner = { pid: process.pid, started: startOf(process.pid), isBrief };
  while (!create(file, JSON.stringify(own))) {
    const owner = readOwner(file);
    if (owner && isAlive(owner)) throw lockedError(folder, owner);
    takeAway(file);
  }
  return () => rmSync(file, { force: true });
}

/** Gives false when the file is there. Nobody sees it half written, where the file system has links. */
function create(file: string, text: string): boolean {
  const draft = draftOf(file);
  writeFileSync(draft, text);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    if (!["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"].includes(code)) throw error;
    return createInPlace(file, text);
  } finally {
    rmSync(draft, { force: true });
  }
}

function createInPlace(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Takes a lock away that nobody holds; one that somebody else has put there meanwhile goes back. */
function takeAway(file: string): void {
  const aside = draftOf(file);
  try {
    renameSync(file, aside);
    const owner = readOwner(aside);
    if (owner && isAlive(owner)) linkSync(aside, file);
  } catch (error) {
    // It is gone already, or a third one has come.
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function draftOf(file: string): string {
  return `${file}.${process.pid}`;
}

/** The process that has a folder; undefined when none has. */
export function holderOf(folder: string): number | undefined {
  return ownerOf(folder)?.pid;
}

/** Whether a process has it that won't let go soon. */
export function isHeldForLong(folder: string): boolean {
  const owner = ownerOf(folder);
  return owner !== undefined && !owner.isBrief;
}

function ownerOf(folder: string): Owner | undefined {
  const owner = readOwner(join(folder, "host.lock"));
  return owner && isAlive(owner) ? owner : undefined;
}

function lockedError(folder: string, { pid }: Owner): StoreError {
  const message = `Cannot open store "${folder}": process ${pid} has it open`;
  const ways = "call its skills over MCP or HTTP, stop it, or do without what is stored";
  const hint = `${ways}: --no-store of call and mcp`;
  return new StoreError(`${message}. Hint: ${hint}`, { code: "locked" });
}

/** A file that a dying process left half written belongs to nobody. */
function readOwner(file: string): Owner | undefined {
  try {
    const owner: Partial<Owner> = JSON.parse(readFileSync(file, "utf8"));
    const { pid, started = "", isBrief = false } = owner;
    return typeof pid === "number" ? { pid, started, isBrief } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  const [state] = factsOf(pid);
  // It ended, and nobody has asked how: in a container there may be no one who does.
  if (state === "Z") return false;
  return startOf(pid) === started;
}

/** When a process was started, as Linux counts it. */
function startOf(pid: number): string {
  return factsOf(pid)[19] ?? "";
}

/** What Linux tells of a process, beginning with its state; nothing elsewhere. */
function factsOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold anything, spaces too.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}
