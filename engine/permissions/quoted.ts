const MAX_CHARACTERS = 4096;

/** What a skill asked for, in quotes, for messages; more than anybody reads is cut. */
export function quoted(text: string): string {
  if (text.length <= MAX_CHARACTERS) return `"${text}"`;
  return `"${text.slice(0, MAX_CHARACTERS)}..."`;
}
