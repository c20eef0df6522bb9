/**
 * Backs up a folder into archives with a date, keeps the newest of them, and restores all or a part.
 *
 * @skill:id      org.luminarys.archive
 * @skill:name    "Backups"
 * @skill:version 1.0.0
 * @skill:desc    "Backs up a folder, lists what backups hold, and restores from them"
 * @skill:require env BACKUP_SOURCE
 * @skill:require env BACKUP_DIR
 */

import { ArchiveEntry, archive, Context, fs, getEnv, logWarn, timeNow } from "@luminarys/sdk-as";
import { Backup, holds, isName, listBackups, nameAt, pathOf } from "./backup";

export class NewBackup {
  name!: string;
  files: i32;
  /** Older backups that were deleted. */
  deleted: string[] = [];
}

// @skill:method back_up "Make a backup and delete the oldest ones"
// @skill:param  exclude optional "Globs to leave out, separated by commas" default:"*.tmp,.cache"
// @skill:param  keep optional "How many backups to keep" default:7
// @skill:result "The new backup, and which old ones were deleted"
// @skill:hint   destructive idempotent:false open_world:false
export function backUp(ctx: Context, exclude: string, keep: i32): NewBackup {
  const folder = getEnv("BACKUP_DIR");
  const made = { name: nameAt(timeNow().rfc3339), files: 0 } as NewBackup;
  const before = listBackups(folder);
  if (!before.isOk) return failed(ctx, before.error);
  if (holds(before.value, made.name)) {
    return failed(ctx, "Cannot back up: one was made this second. Hint: try again");
  }
  const path = pathOf(folder, made.name);
  const packed = archive.pack(getEnv("BACKUP_SOURCE"), path, { exclude });
  if (!packed.isOk) {
    // What was written of it would be taken for a backup.
    const removed = fs.remove(path);
    if (!removed.isOk && removed.code != "not_found") logWarn(`Left behind: ${removed.error}`);
    return failed(ctx, packed.error);
  }
  made.files = packed.value.files_count;
  made.deleted = deleteOldest(folder, before.value, max(keep, 1) - 1);
  return made;
}

// @skill:method list_backups "List the backups"
// @skill:result "The backups, newest first"
// @skill:hint   read_only open_world:false
export function list(ctx: Context): Backup[] {
  const found = listBackups(getEnv("BACKUP_DIR"));
  if (!found.isOk) ctx.fail(found.error);
  return found.value;
}

// @skill:method list_files "List the files in a backup"
// @skill:param  name required "The backup" example:2026-01-31T12-00-00
// @skill:param  exclude optional "Globs to leave out, separated by commas"
// @skill:result "Their paths in the backed up folder"
// @skill:hint   read_only open_world:false
export function listFiles(ctx: Context, name: string, exclude: string): string[] {
  if (!accepts(ctx, name)) return [];
  const listed = archive.list(pathOf(getEnv("BACKUP_DIR"), name), { exclude });
  if (!listed.isOk) {
    ctx.fail(listed.code == "not_found" ? noSuchBackup(name) : listed.error);
    return [];
  }
  return listed.value
    .filter((entry: ArchiveEntry) => !entry.is_dir)
    .map<string>((entry) => entry.name);
}

// @skill:method restore "Restore a backup into an empty folder"
// @skill:param  name required "The backup" example:2026-01-31T12-00-00
// @skill:param  to required "The folder, which is made unless it exists"
// @skill:param  exclude optional "Globs to leave out, separated by commas"
// @skill:param  strip optional "How many leading folders to cut off each path" default:0
// @skill:result "How many files were restored"
// @skill:hint   destructive:false open_world:false
export function restore(ctx: Context, name: string, to: string, exclude: string, strip: i32): i32 {
  if (!accepts(ctx, name)) return 0;
  const there = fs.ls(to);
  const isNew = there.code == "not_found";
  if (!there.isOk && !isNew) {
    ctx.fail(there.error);
    return 0;
  }
  if (!isNew && there.value.length > 0) {
    ctx.fail(`Cannot restore to "${to}": the folder is not empty. Hint: name a new one`);
    return 0;
  }
  const unpacked = archive.unpack(pathOf(getEnv("BACKUP_DIR"), name), to, { exclude, strip });
  if (unpacked.isOk) return unpacked.value;
  ctx.fail(unpacked.code == "not_found" ? noSuchBackup(name) : unpacked.error);
  return 0;
}

/** Deletes all but the newest `keep`. One that can't be deleted doesn't undo the new backup. */
function deleteOldest(folder: string, backups: Backup[], keep: i32): string[] {
  const deleted: string[] = [];
  for (let i = keep; i < backups.length; i++) {
    const name = backups[i].name;
    const removed = fs.remove(pathOf(folder, name));
    if (removed.isOk) deleted.push(name);
    else logWarn(`An old backup stays: ${removed.error}`);
  }
  return deleted;
}

function accepts(ctx: Context, name: string): bool {
  if (isName(name)) return true;
  ctx.fail(`Cannot take "${name}" for a backup. Hint: list_backups says what there is`);
  return false;
}

function noSuchBackup(name: string): string {
  return `Cannot find backup "${name}". Hint: list_backups says what there is`;
}

/** What a call returns that has failed: nobody sees it. */
function failed(ctx: Context, problem: string): NewBackup {
  ctx.fail(problem);
  return { name: "", files: 0 } as NewBackup;
}
