import { existing } from "../files/file-access.js";
import { fileError } from "../files/file-error.js";
import type { Place } from "../files/locate.js";
import { beginReplacement } from "../files/replace-file.js";
import { TempFile } from "../files/temp-file.js";
import { writeAll } from "../files/write-all.js";

export interface WriteOptions {
  readonly action: string;
  readonly content: Uint8Array;
}

/** Others see the old content or the new one, nothing in between. */
export function writeFile(place: Place, { action, content }: WriteOptions): void {
  const file = beginReplacement(place, { action });
  try {
    writeAll(file.fd, content);
    file.commit();
  } finally {
    file.close();
  }
}

/** Complete, or not there. Throws a HostError or the system's error when the name is taken. */
export function createFile(place: Place, { action, content }: WriteOptions): void {
  const { node, parent, missing, name } = place;
  if (node || !parent) throw fileError(action, "it exists already");
  if (missing.length > 1) existing(place, action);
  const file = new TempFile(parent);
  try {
    writeAll(file.fd, content);
    file.claim(name);
  } finally {
    file.close();
  }
}
