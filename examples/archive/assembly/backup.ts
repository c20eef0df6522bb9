import { fs, Result } from "@luminarys/sdk-as";

const ENDING = ".tar.gz";
const SHAPE = "0000-00-00T00-00-00";

export class Backup {
  /** When it was made, such as "2026-01-31T12-00-00". */
  name!: string;
  bytes: i64;
}

/** The name of a backup that is made at a time such as "2026-01-31T12:00:00Z". */
export function nameAt(rfc3339: string): string {
  return rfc3339.slice(0, SHAPE.length).replaceAll(":", "-");
}

/** Names become paths, so nothing else passes for one. */
export function isName(text: string): bool {
  if (text.length != SHAPE.length) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isDigit = code >= 0x30 && code <= 0x39;
    if (SHAPE.charAt(i) == "0" ? !isDigit : text.charAt(i) != SHAPE.charAt(i)) return false;
  }
  return true;
}

export function pathOf(folder: string, name: string): string {
  return folder + "/" + name + ENDING;
}

/** The backups in a folder, newest first; other files are passed over. */
export function listBackups(folder: string): Result<Backup[]> {
  const found = fs.ls(folder);
  const backups: Backup[] = [];
  if (found.isOk) {
    for (let i = 0; i < found.value.length; i++) {
      const entry = found.value[i];
      const name = entry.name.slice(0, -ENDING.length);
      if (entry.name.endsWith(ENDING) && isName(name)) backups.push({ name, bytes: entry.size });
    }
    backups.sort((a, b) => (a.name < b.name ? 1 : -1));
  }
  return new Result(backups, found.error, found.code);
}

export function holds(backups: Backup[], name: string): bool {
  for (let i = 0; i < backups.length; i++) if (backups[i].name == name) return true;
  return false;
}
