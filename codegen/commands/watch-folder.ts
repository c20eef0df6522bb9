import { existsSync, type FSWatcher, watch } from "node:fs";

/** How often to look for a folder that went away. */
const retryMs = 200;

/** Tells of each change below a folder, also after it went away and came back. Gives what ends it. */
export function watchFolder(folder: string, onChange: () => void): () => void {
  let watcher: FSWatcher | undefined;
  let retry: NodeJS.Timeout | undefined;
  const close = () => {
    watcher?.close();
    clearTimeout(retry);
  };
  const reopen = () => {
    close();
    // The timer also keeps the process alive while there is nothing to watch.
    if (existsSync(folder)) open();
    else retry = setTimeout(reopen, retryMs);
    onChange();
  };
  const open = () => {
    watcher = watch(folder, { recursive: true }, (_, name) => {
      // An event without a name is about the folder itself: what it was is watched no more.
      if (name && existsSync(folder)) onChange();
      else reopen();
    });
    watcher.on("error", reopen);
  };
  open();
  return close;
}
