import { fs, GrepOptions, textOrNull } from "@luminarys/sdk-as";
import { countOccurrences, Edit } from "./edit";

/** Contents are kept until all files are written, in limited memory. */
const MAX_FILES = 200;

/** Which files are looked at. */
export class Scope {
  folder: string = "";
  include: string[] = [];
}

export class Plan {
  edits: Edit[] = [];
  /** Files with the text whose bytes aren't UTF-8. */
  skipped: string[] = [];
  /** Why there is no plan; "" when there is. */
  problem: string = "";
}

/** Reads all files that hold `find` and says what they would become. Writes nothing. */
export function planEdits(find: string, replacement: string, scope: Scope): Plan {
  const plan = new Plan();
  plan.problem = problemOf(find);
  if (plan.problem.length > 0) return plan;
  const options: GrepOptions = { fixed: true, filenameOnly: true, include: scope.include };
  const found = fs.grep(find, scope.folder, options);
  if (!found.isOk) return fail(plan, found.error);
  const count = found.value.length;
  if (count > MAX_FILES) {
    const reason = `${count} files hold the text, at most ${MAX_FILES} are changed at once`;
    return fail(plan, `Cannot replace: ${reason}. Hint: name a folder or globs`);
  }
  for (let i = 0; i < count; i++) {
    const path = found.value[i].path;
    const content = fs.read(path);
    if (!content.isOk) return fail(plan, content.error);
    const before = textOrNull(content.value);
    if (before === null) {
      plan.skipped.push(path);
      continue;
    }
    const after = before.replaceAll(find, replacement);
    plan.edits.push({ path, before, after, replacements: countOccurrences(before, find) });
  }
  return plan;
}

function problemOf(find: string): string {
  if (find.length == 0) return "Cannot replace: the text to find is empty";
  if (find.includes("\n")) return "Cannot replace: the text to find has more than one line";
  return "";
}

function fail(plan: Plan, problem: string): Plan {
  plan.problem = problem;
  return plan;
}
