/** Paragraphs that are wrapped where they stand in a source file, as lines that whoever prints them wraps. */
export function paragraphs(text: string): string {
  return text.replaceAll(/(?<!\n)\n(?!\n)/g, " ");
}
