import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { decodeMessage, encodeMessage } from "@luminarys/sdk-as/engine";
import { type Key, open, type RootDatabase } from "lmdb";
import { lockFolder } from "./lock-folder.js";
import { StoreError } from "./store-error.js";

/** Raised with every change of what the records look like; `migrations` says how to get there. */
export const LAYOUT = 1;

type Root = RootDatabase<Uint8Array, Key>;

/** What each layout does to a database of the one before it, within one transaction. */
export type Migrations = Readonly<Record<number, (root: Root) => void>>;

const migrations: Migrations = {};

/** How many records one run of a host may add before their order repeats. */
const SEQS_A_RUN = 2 ** 32;

interface Meta {
  readonly layout: number;
  /** How often the store was opened. */
  readonly run: number;
}

export interface OpenDatabaseOptions {
  readonly path: string;
  readonly survives?: "machine" | "process" | undefined;
  /** Reads only, also while a host runs. */
  readonly isReader?: boolean | undefined;
  /** Whether it is closed soon, so that others may wait for it. */
  readonly isBrief?: boolean | undefined;
  /** The layout to bring it to, and how. Default: this version's. */
  readonly layout?: { readonly number: number; readonly migrations: Migrations } | undefined;
}

export interface OpenedDatabase {
  readonly root: RootDatabase<Uint8Array, Key>;
  /** Greater than all that earlier runs have used. */
  readonly firstSeq: number;
  /** Lets others open it. */
  readonly release: () => void;
}

/** Opens the database in a folder, and brings it up to this layout. Rejects with a StoreError. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenedDatabase> {
  const { path, isReader = false } = options;
  const release = isReader ? () => {} : lockStore(options);
  try {
    const root = openFiles(options);
    try {
      return { root, firstSeq: await beginRun(root, options), release };
    } catch (cause) {
      await root.close();
      throw cause;
    }
  } catch (cause) {
    release();
    throw cause instanceof StoreError ? cause : unreadable(path, cause);
  }
}

/** Counts this run, and gives its first sequence number. */
async function beginRun(
  root: Root,
  { path, isReader, layout: wanted = OWN }: OpenDatabaseOptions,
): Promise<number> {
  const table = root.openDB<Uint8Array, Key>({ name: "meta", encoding: "binary" });
  const stored = table.get("meta");
  const own = { layout: wanted.number, run: 0 };
  const { layout, run } = stored ? (decodeMessage(stored) as unknown as Meta) : own;
  demandLayout(layout, { wanted: wanted.number, path, isReader });
  if (isReader) return 0;
  root.transactionSync(() => {
    for (let next = layout + 1; next <= wanted.number; next++) wanted.migrations[next]?.(root);
    table.put("meta", encodeMessage({ layout: wanted.number, run: run + 1 }));
  });
  return (run + 1) * SEQS_A_RUN;
}

const OWN = { number: LAYOUT, migrations };

/** The file of the store in a folder. */
export function databaseFile(path: string): string {
  return join(path, "store.mdb");
}

function openFiles({ path, survives, isReader = false }: OpenDatabaseOptions) {
  return open<Uint8Array, Key>({
    path: databaseFile(path),
    encoding: "binary",
    maxDbs: 16,
    noSync: survives === "process",
    // A commit that is answered is on the disk, not on its way there.
    overlappingSync: false,
    // Commits are batches: what the database makes of a turn's writes has a promise that nobody hears.
    eventTurnBatching: false,
    readOnly: isReader,
  });
}

function lockStore({ path, isBrief = false }: OpenDatabaseOptions): () => void {
  try {
    mkdirSync(path, { recursive: true });
    return lockFolder(path, { isBrief });
  } catch (cause) {
    throw cause instanceof StoreError ? cause : unreadable(path, cause);
  }
}

function demandLayout(
  found: number,
  { wanted, path, isReader }: { wanted: number; path: string; isReader: boolean | undefined },
): void {
  if (found === wanted || (found < wanted && !isReader)) return;
  const limit = isReader ? `reads layout ${wanted}` : `knows layouts up to ${wanted}`;
  const hint = found > wanted ? "update the host" : "run the host once, which brings it up to date";
  const message = `Cannot open store "${path}": it has layout ${found}, and this host ${limit}`;
  throw new StoreError(`${message}. Hint: ${hint}`, { code: "layout" });
}

function unreadable(path: string, cause: unknown): StoreError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const hint = "the host needs a folder that it may write to; set store.path";
  return new StoreError(`Cannot open store "${path}": ${reason}. Hint: ${hint}`, {
    code: "unreadable",
    cause,
  });
}
