import type { HostFunctionTypes } from "@luminarys/sdk-as/engine";
import { type AnswerRoom, compileGrep } from "@luminarys/sdk-as/engine/cores";
import { askCore } from "../files/ask-core.js";
import type { FileAccess } from "../files/file-access.js";
import type { TimeLimit } from "../files/time-limit.js";
import { compileLineSearch } from "./grep/line-search.js";
import { FileSearcher } from "./grep/search-file.js";
import { search } from "./search.js";

type Grep = HostFunctionTypes["fs_grep"];

/** The files below a path with lines that match. Throws a HostError. */
export function grepFiles(
  files: FileAccess,
  { request, limit, room }: { request: Grep["request"]; limit: TimeLimit; room: AnswerRoom },
): Grep["answer"]["matches"] {
  const { takes } = askCore(() => compileGrep(request));
  const searcher = new FileSearcher(
    askCore(() => compileLineSearch(request)),
    { limit, room },
  );
  const found: Grep["answer"]["matches"] = [];
  search(files, {
    path: request.path,
    ignoreDirs: request.ignore_dirs,
    maxDepth: request.max_depth,
    limit,
    visit: ({ path, relative, kind, open }) => {
      if (kind !== "file" || !takes(relative)) return;
      const matches = open(({ fd, stats }) => searcher.search({ fd, size: stats.size }));
      if (!matches) return;
      room.takeEntry(path);
      found.push({ path, matches: request.filename_only ? [] : [...matches] });
    },
  });
  return found;
}
