import { closeSync, constants, readSync } from "node:fs";
import { demandFit } from "@luminarys/sdk-as/engine/cores";
import type { Anchor } from "../files/anchor.js";
import { fileError } from "../files/file-error.js";
import type { TimeLimit } from "../files/time-limit.js";

/** How much is read between two looks at the clock. */
const STEP = 4 * 1024 * 1024;
/** What a file is asked for beyond the size that it tells. */
const beyond = new Uint8Array(65_536);

export interface ReadOptions {
  readonly action: string;
  readonly limit: TimeLimit;
  /** The most that a skill can take. */
  readonly maxBytes: number;
}

/** Opens a regular file to read it. Throws a HostError or the system's error. */
export function openToRead(node: Anchor, action: string): number {
  if (node.kind === "dir") throw fileError(action, "it is a directory");
  if (node.kind !== "file") throw fileError(action, "not a regular file");
  return node.open(constants.O_RDONLY);
}

/** A whole file. One that is too large is refused before it is read. */
export function readFile(node: Anchor, options: ReadOptions): Uint8Array {
  const fd = openToRead(node, options.action);
  try {
    demandFit(node.stats.size, options);
    const content = unfilled(node.stats.size);
    const length = fill(fd, content, options.limit);
    const rest = length < content.length ? [] : readBeyond(fd, { ...options, length });
    return rest.length === 0 ? given(content, length) : join([content, ...rest]);
  } finally {
    closeSync(fd);
  }
}

/** How many bytes there were to fill it with. */
function fill(fd: number, content: Uint8Array, limit: TimeLimit): number {
  let length = 0;
  while (length < content.length) {
    limit.check();
    const read = readSync(fd, content, length, Math.min(STEP, content.length - length), null);
    if (read === 0) break;
    length += read;
  }
  return length;
}

/** What has been added meanwhile, and the files of a kernel that tell no size. */
function readBeyond(fd: number, options: ReadOptions & { length: number }): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let total = options.length;
  for (;;) {
    const length = fill(fd, beyond, options.limit);
    if (length === 0) return parts;
    parts.push(beyond.slice(0, length));
    total += length;
    demandFit(total, options);
  }
}

/** Bytes that aren't anything yet: of them only what is read is given away. */
function unfilled(size: number): Uint8Array {
  const { buffer, byteOffset } = Buffer.allocUnsafeSlow(size);
  return new Uint8Array(buffer, byteOffset, size);
}

/** A file that got shorter meanwhile gives no memory beyond its end. */
function given(content: Uint8Array, length: number): Uint8Array {
  return length === content.length ? content : content.slice(0, length);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
