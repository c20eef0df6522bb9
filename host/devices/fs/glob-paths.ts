import type { HostFunctionTypes } from "@luminarys/sdk-as/engine";
import { type AnswerRoom, compileGlobSearch } from "@luminarys/sdk-as/engine/cores";
import { askCore } from "../files/ask-core.js";
import type { FileAccess } from "../files/file-access.js";
import type { TimeLimit } from "../files/time-limit.js";
import { search } from "./search.js";

type Glob = HostFunctionTypes["fs_glob"];

/** The paths that globs match. Throws a HostError. */
export function globPaths(
  files: FileAccess,
  { request, limit, room }: { request: Glob["request"]; limit: TimeLimit; room: AnswerRoom },
): Glob["answer"]["matches"] {
  const takes = askCore(() => compileGlobSearch(request));
  const found: Glob["answer"]["matches"] = [];
  search(files, {
    path: request.path,
    ignoreDirs: request.ignore_dirs,
    maxDepth: request.max_depth,
    limit,
    visit: (each) => {
      if (!takes(each)) return;
      room.takeEntry(each.path);
      found.push({ path: each.path, is_dir: each.kind === "dir" });
    },
  });
  return found;
}
