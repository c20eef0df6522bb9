import type { ProcessGroup } from "./process-group.js";

const groups = new Set<ProcessGroup>();

/** Ends the group when this process exits without having ended it. */
export function endWithHost(group: ProcessGroup): void {
  if (groups.size === 0) process.on("exit", killAll);
  groups.add(group);
  group.ended.then(() => {
    groups.delete(group);
    if (groups.size === 0) process.off("exit", killAll);
  });
}

function killAll(): void {
  for (const group of groups) group.kill();
}
