import { posix } from "node:path";
import { HostError } from "@luminarys/sdk-as/engine";
import { placeEntry } from "@luminarys/sdk-as/engine/cores";
import { askCore } from "../files/ask-core.js";
import type { ArchiveEntry } from "./archive-entry.js";

/**
 * Where an entry goes below the directory that is unpacked into; undefined when it is left out: nothing
 * of its name remains, or it is a link inside the archive. Rejects with a HostError when it is hostile.
 */
export async function admitEntry(entry: ArchiveEntry, strip: number): Promise<string | undefined> {
  const place = askCore(() => placeEntry(entry.name, strip));
  const { kind } = entry;
  if (kind === "special") throw hostile(entry, "it is neither a file nor a directory");
  if (kind === "link" || kind === "hard link") await demandInside(entry);
  return kind === "file" || kind === "dir" ? place : undefined;
}

async function demandInside(entry: ArchiveEntry): Promise<void> {
  const target = await entry.target();
  // A hard link names another entry, a symbolic one begins where it stands.
  const from = entry.kind === "link" ? posix.dirname(entry.name) : ".";
  const leadsTo = posix.normalize(posix.join(from, target));
  if (target.startsWith("/") || leadsTo === ".." || leadsTo.startsWith("../")) {
    throw hostile(entry, `it is a link to "${target}", which leads out of the archive`);
  }
}

function hostile({ name }: ArchiveEntry, reason: string): HostError {
  return new HostError(`Cannot unpack "${name}": ${reason}`, { code: "invalid" });
}
