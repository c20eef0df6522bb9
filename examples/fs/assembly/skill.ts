/**
 * Searches files and edits them: what would change is shown first, and changes are all made or none.
 * Which directories that means is the operator's to say, so nothing is required.
 *
 * @skill:id      org.luminarys.fs
 * @skill:name    "Search and edit"
 * @skill:version 1.0.0
 * @skill:desc    "Finds files, searches in them, and replaces text after a preview"
 */

import { Context, fs, GrepOptions } from "@luminarys/sdk-as";
import { applyEdits } from "./apply-edits";
import { Change, countReplacements, listChanges } from "./edit";
import { Plan, planEdits } from "./plan-edits";

export class Match {
  path!: string;
  /** From 1. */
  line: i32;
  text!: string;
}

export class Preview {
  /** How many occurrences would be replaced: what `replace` expects to be told. */
  replacements: i32;
  changes: Change[] = [];
}

// @skill:method find_files "Find files by name"
// @skill:param  patterns required "Globs; one with a slash is for the path" example:["*.md", "docs/**"]
// @skill:param  folder optional "Where to begin; all allowed directories unless said"
// @skill:result "Their paths"
// @skill:hint   read_only open_world:false
export function findFiles(ctx: Context, patterns: string[], folder: string): string[] {
  const found = fs.glob(patterns, folder, { onlyFiles: true });
  if (!found.isOk) {
    ctx.fail(found.error);
    return [];
  }
  return found.value.map<string>((entry) => entry.path);
}

// @skill:method search "Search files for lines with a text"
// @skill:param  query required "The text, or with mode regex an RE2 expression"
// @skill:param  folder optional "Where to begin; all allowed directories unless said"
// @skill:param  include optional "Globs of the files to search; all unless said" example:["*.ts"]
// @skill:param  mode optional "How the query is read" enum:text|regex default:text
// @skill:param  limit optional "Most lines to show" default:100
// @skill:result "The lines, file by file"
// @skill:hint   read_only open_world:false
export function search(
  ctx: Context,
  query: string,
  folder: string,
  include: string[],
  mode: string,
  limit: i32,
): Match[] {
  const options: GrepOptions = { fixed: mode == "text", withLines: true, include };
  const found = fs.grep(query, folder, options);
  if (!found.isOk) {
    ctx.fail(found.error);
    return [];
  }
  const matches: Match[] = [];
  let count = 0;
  for (let i = 0; i < found.value.length; i++) {
    const file = found.value[i];
    for (let j = 0; j < file.matches.length; j++) {
      if (count++ >= limit) continue;
      const hit = file.matches[j];
      matches.push({ path: file.path, line: hit.line_num, text: hit.line });
    }
  }
  if (count > limit) ctx.setLLMContext(`These are ${limit} of ${count} lines.`);
  return matches;
}

// @skill:method preview_replace "Show what replacing a text would change, and change nothing"
// @skill:param  find required "The text to replace, exactly; within a line"
// @skill:param  replacement required "What to put there"
// @skill:param  folder optional "Where to begin; all allowed directories unless said"
// @skill:param  include optional "Globs of the files to change; all unless said" example:["*.ts"]
// @skill:result "How many replacements there would be, and each line before and after"
// @skill:hint   read_only open_world:false
export function previewReplace(
  ctx: Context,
  find: string,
  replacement: string,
  folder: string,
  include: string[],
): Preview {
  const plan = planEdits(find, replacement, { folder, include });
  if (plan.problem.length > 0) ctx.fail(plan.problem);
  describeSkipped(ctx, plan);
  const replacements = countReplacements(plan.edits);
  return { replacements, changes: listChanges(plan.edits, find, replacement) };
}

// @skill:method replace "Replace a text in files, all that the preview showed or nothing"
// @skill:param  find required "As in the preview"
// @skill:param  replacement required "As in the preview"
// @skill:param  expected required "How many replacements the preview announced"
// @skill:param  folder optional "As in the preview"
// @skill:param  include optional "As in the preview"
// @skill:result "The files that were changed"
// @skill:hint   destructive idempotent:false open_world:false
export function replace(
  ctx: Context,
  find: string,
  replacement: string,
  expected: i32,
  folder: string,
  include: string[],
): string[] {
  const plan = planEdits(find, replacement, { folder, include });
  const count = countReplacements(plan.edits);
  let problem = plan.problem;
  if (problem.length == 0 && count != expected) {
    problem = `Cannot replace: found ${count} places, expected ${expected}. Hint: call preview_replace`;
  }
  if (problem.length == 0) problem = applyEdits(plan.edits);
  if (problem.length > 0) {
    ctx.fail(problem);
    return [];
  }
  describeSkipped(ctx, plan);
  return plan.edits.map<string>((edit) => edit.path);
}

function describeSkipped(ctx: Context, plan: Plan): void {
  if (plan.skipped.length == 0) return;
  ctx.setLLMContext(`Left alone, because they aren't UTF-8: ${plan.skipped.join(", ")}.`);
}
