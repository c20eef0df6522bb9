/** A file's content as it is and as it would be. */
export class Edit {
  path!: string;
  before!: string;
  after!: string;
  replacements: i32;
}

/** A line that a replacement changes. */
export class Change {
  path!: string;
  /** From 1. */
  line: i32;
  before!: string;
  after!: string;
}

export function countOccurrences(text: string, find: string): i32 {
  let count = 0;
  for (let at = text.indexOf(find); at >= 0; at = text.indexOf(find, at + find.length)) count++;
  return count;
}

export function countReplacements(edits: Edit[]): i32 {
  let count = 0;
  for (let i = 0; i < edits.length; i++) count += edits[i].replacements;
  return count;
}

export function listChanges(edits: Edit[], find: string, replacement: string): Change[] {
  const changes: Change[] = [];
  for (let i = 0; i < edits.length; i++) {
    const path = edits[i].path;
    const lines = edits[i].before.split("\n");
    for (let j = 0; j < lines.length; j++) {
      const before = lines[j];
      if (!before.includes(find)) continue;
      changes.push({ path, line: j + 1, before, after: before.replaceAll(find, replacement) });
    }
  }
  return changes;
}
