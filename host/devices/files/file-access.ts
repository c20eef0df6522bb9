import type { FsPermission } from "@luminarys/sdk-as/engine";
import { systemFailure } from "../paths/system-failure.js";
import type { Anchor, HoldPath } from "./anchor.js";
import { fileError } from "./file-error.js";
import { FileGrants, type PathUse } from "./file-grants.js";
import { type LocateOptions, locate, type Place } from "./locate.js";
import { holdByPath } from "./path-anchor.js";
import { hasProc, holdByDescriptor } from "./proc-anchor.js";

const DELETED = " (deleted)";
const MAX_TRIES = 20;

export interface FileUse extends PathUse {
  /** Whether a link at the end of the path is followed; it is unless told otherwise. */
  readonly follow?: boolean;
}

export interface FileAccessOptions {
  /** `descriptors` needs Linux's /proc; the system's best unless given. */
  readonly by?: "descriptors" | "paths";
}

/** The one way to files: what is opened is checked before anything is done with it. */
export class FileAccess {
  readonly grants: FileGrants;
  private readonly hold: HoldPath;

  constructor(permission: FsPermission, { by = defaultBy() }: FileAccessOptions = {}) {
    this.grants = new FileGrants(permission);
    this.hold = by === "descriptors" ? holdByDescriptor : holdByPath;
  }

  /** Lets it be used while it is held. Throws a HostError; system errors of `run` become one. */
  use<T>(request: FileUse, run: (place: Place) => T): T {
    const { action } = request;
    try {
      const place = this.open(request);
      try {
        return run(place);
      } finally {
        place.close();
      }
    } catch (error) {
      throw systemFailure(error, action);
    }
  }

  /** As `use`, for what takes its time. */
  async useLong<T>(request: FileUse, run: (place: Place) => Promise<T>): Promise<T> {
    const { action } = request;
    try {
      const place = this.open(request);
      try {
        return await run(place);
      } finally {
        place.close();
      }
    } catch (error) {
      throw systemFailure(error, action);
    }
  }

  /** Holds what a normal path leads to, granted or not: for what has to lie inside something granted. */
  locate(path: string, action: string): Place {
    return locateForSure(path, { action, follow: true, hold: this.hold });
  }

  /** Holds what the path leads to; whoever asks closes it. Throws a HostError or the system's error. */
  open(request: FileUse): Place {
    const { action, follow = true } = request;
    const path = this.grants.normalise(request);
    const place = locateForSure(path, { action, follow, hold: this.hold });
    try {
      this.grants.admit({ ...request, path }, place.canonical);
      if (place.obstacle instanceof Error) throw place.obstacle;
      if (place.obstacle !== undefined) throw fileError(action, place.obstacle);
      return place;
    } catch (error) {
      place.close();
      throw error;
    }
  }
}

/** What is there. Throws a HostError when nothing is. */
export function existing({ node }: Place, action: string): Anchor {
  if (node) return node;
  throw fileError(action, "no such file or directory");
}

function defaultBy(): "descriptors" | "paths" {
  return hasProc() ? "descriptors" : "paths";
}

/** The path that counts is the one that the system gives for what it opened. */
function locateForSure(path: string, options: LocateOptions & { action: string }): Place {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const place = tryToLocate(path, options);
    const canonical = readCanonical(place, options.action);
    if (canonical !== undefined) return { ...place, canonical };
    place.close();
  }
  throw fileError(options.action, "others keep changing it");
}

function tryToLocate(path: string, options: LocateOptions & { action: string }): Place {
  try {
    return locate(path, options);
  } catch (error) {
    if (error instanceof SyntaxError) throw fileError(options.action, "its name isn't UTF-8");
    throw error;
  }
}

/** Undefined when it was deleted meanwhile. */
function readCanonical({ node, parent, missing, canonical, close }: Place, action: string) {
  const held = node ?? parent;
  if (!held || canonical === "/") return canonical;
  try {
    const real = held.realPath();
    const expected = node ? canonical : undefined;
    if (real.endsWith(DELETED) && real !== expected) return undefined;
    return node ? real : `${real === "/" ? "" : real}/${missing.join("/")}`;
  } catch (error) {
    close();
    if (error instanceof SyntaxError) throw fileError(action, "its name isn't UTF-8");
    throw error;
  }
}
