/** The first line that covers all by itself, else as few as do together; undefined if none do. */
export function coveringLines<Line>(
  lines: readonly Line[],
  covers: (lines: readonly Line[]) => boolean,
): readonly Line[] | undefined {
  const alone = lines.find((line) => covers([line]));
  if (alone !== undefined) return [alone];
  if (!covers(lines)) return undefined;
  return lines.reduce((needed, line) => {
    const rest = needed.filter((each) => each !== line);
    return covers(rest) ? rest : needed;
  }, lines);
}
