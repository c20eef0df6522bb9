import { closeSync, constants, read, type Stats } from "node:fs";
import { promisify } from "node:util";
import { HostError } from "@luminarys/sdk-as/engine";
import type { Anchor } from "../files/anchor.js";
import { fileError } from "../files/file-error.js";
import { FileTree } from "../files/file-tree.js";
import type { TimeLimit } from "../files/time-limit.js";
import { demandName } from "./archive-meter.js";
import { turn } from "./turn.js";

const readSome = promisify(read);
const STEP = 256 * 1024;

/** A file or directory that is packed. */
export interface PackItem {
  /** In the archive. */
  readonly name: string;
  readonly isDir: boolean;
  readonly stats: Stats;
  /** Exactly as many bytes as the size tells; while the item is the last one given. */
  content(): AsyncGenerator<Uint8Array>;
}

export interface PackOptions {
  readonly source: Anchor;
  /** As it was asked for, in its normal form. */
  readonly path: string;
  readonly action: string;
  readonly excluded: (name: string) => boolean;
  /** What is never packed: the archive itself. */
  readonly without: readonly Stats[];
  readonly maxEntries: number;
  readonly limit: TimeLimit;
}

/** A file under its own name, or all below a directory; links and what else isn't a file are left out. */
export async function* packItems(options: PackOptions): AsyncGenerator<PackItem> {
  let count = 0;
  for (const item of itemsOf(options)) {
    options.limit.check();
    await turn();
    if (!item) continue;
    if (count === options.maxEntries) {
      const reason = `it holds more than ${options.maxEntries} entries`;
      throw new HostError(`Cannot ${options.action}: ${reason}`, { code: "too_large" });
    }
    count++;
    yield item;
  }
}

/** Undefined for what is left out, which takes its time as well. */
function* itemsOf(options: PackOptions): Generator<PackItem | undefined> {
  const { source, path, action, excluded } = options;
  if (source.kind !== "dir") {
    if (source.kind !== "file") throw fileError(action, "not a regular file");
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (!excluded(name)) yield* itemOf(source, { ...options, name });
    return;
  }
  const tree = new FileTree(source, path);
  for (const found of tree.walk({ ignoreDirs: [] })) {
    demandName(found.relative, action);
    const node = excluded(found.relative) ? undefined : tree.hold(found.path);
    if (node) yield* heldItem(node, { ...options, name: found.relative });
    else yield undefined;
  }
}

function* heldItem(node: Anchor, options: PackOptions & { name: string }): Generator<PackItem> {
  try {
    yield* itemOf(node, options);
  } finally {
    node.close();
  }
}

function* itemOf(node: Anchor, options: PackOptions & { name: string }): Generator<PackItem> {
  const { name, without } = options;
  const isOutput = without.some(({ dev, ino }) => dev === node.stats.dev && ino === node.stats.ino);
  if (isOutput || (node.kind !== "file" && node.kind !== "dir")) return;
  const { stats } = node;
  yield { name, isDir: node.kind === "dir", stats, content: () => contentOf(node, options) };
}

async function* contentOf(
  node: Anchor,
  { action, limit }: PackOptions,
): AsyncGenerator<Uint8Array> {
  const fd = node.open(constants.O_RDONLY);
  try {
    // The archive has been told this size.
    let left = node.stats.size;
    while (left > 0) {
      limit.check();
      const chunk = Buffer.allocUnsafe(Math.min(STEP, left));
      const { bytesRead } = await readSome(fd, chunk, 0, chunk.length, null);
      if (bytesRead === 0) throw fileError(action, "others keep changing it");
      left -= bytesRead;
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    closeSync(fd);
  }
}
