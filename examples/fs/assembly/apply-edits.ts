import { fs, utf8 } from "@luminarys/sdk-as";
import { Edit } from "./edit";

/** Writes all files. When one can't be written, those before it are put back. Says why, or "". */
export function applyEdits(edits: Edit[]): string {
  for (let i = 0; i < edits.length; i++) {
    const written = fs.write(edits[i].path, utf8(edits[i].after));
    if (written.isOk) continue;
    // The one that failed too: it may have been written in part.
    const lost = putBack(edits.slice(0, i + 1));
    if (lost.length == 0) return `${written.error}. Nothing was changed`;
    return `${written.error}. Changed and not put back: ${lost.join(", ")}`;
  }
  return "";
}

/** The files that still hold something else than before. */
function putBack(edits: Edit[]): string[] {
  const lost: string[] = [];
  for (let i = 0; i < edits.length; i++) {
    const edit = edits[i];
    if (fs.write(edit.path, utf8(edit.before)).isOk) continue;
    const now = fs.read(edit.path);
    if (!now.isOk || String.UTF8.decode(now.value.buffer) != edit.before) lost.push(edit.path);
  }
  return lost;
}
