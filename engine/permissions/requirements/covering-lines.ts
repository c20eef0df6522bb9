export interface Coverage<Line> {
  /** Whether these lines together do. */
  readonly covers: (lines: readonly Line[]) => boolean;
  /** Whether all that one line matches is matched by the other. */
  readonly contains: (outer: Line, inner: Line) => boolean;
}

/**
 * The narrowest line that covers all by itself, else as few as do together; undefined if none do.
 */
export function coveringLines<Line>(
  lines: readonly Line[],
  { covers, contains }: Coverage<Line>,
): readonly Line[] | undefined {
  const alone = lines.filter((line) => covers([line]));
  const narrowest = alone.find((line) => alone.every((each) => contains(each, line))) ?? alone[0];
  if (narrowest !== undefined) return [narrowest];
  if (!covers(lines)) return undefined;
  return lines.reduce((needed, line) => {
    const rest = needed.filter((each) => each !== line);
    return covers(rest) ? rest : needed;
  }, lines);
}
