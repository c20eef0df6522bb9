/** What vitest gives a matcher as `this`. */
export interface MatcherContext {
  readonly isNot: boolean;
  equals(a: unknown, b: unknown, testers?: unknown[]): boolean;
  readonly utils: {
    stringify(value: unknown, maxDepth: number, options: { min: boolean }): string;
    readonly subsetEquality: unknown;
    readonly iterableEquality: unknown;
  };
}

/** What a matcher answers; `actual` and `expected` are shown as a diff. */
export interface MatcherOutcome {
  readonly pass: boolean;
  readonly message: () => string;
  readonly actual?: unknown;
  readonly expected?: unknown;
}

/** Whether `actual` has all of `expected`, which may hold asymmetric matchers. */
export function hasSubset(
  { equals, utils }: MatcherContext,
  { actual, expected }: { actual: unknown; expected: unknown },
): boolean {
  return equals(actual, expected, [utils.iterableEquality, utils.subsetEquality]);
}

/** Those keys of `actual` that `expected` has too, at any depth: what a diff is about. */
export function pickLike(actual: unknown, expected: unknown): unknown {
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.map((item, index) => pickLike(item, expected[index]));
  }
  if (!isRecord(actual) || !isRecord(expected) || "asymmetricMatch" in expected) return actual;
  const keys = Object.keys(expected).filter((key) => key in actual);
  return Object.fromEntries(keys.map((key) => [key, pickLike(actual[key], expected[key])]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Lines below a message, or one that says that there are none. */
export function listed(title: string, lines: readonly string[]): string {
  const most = 20;
  if (lines.length === 0) return `${title} none`;
  const rest = lines.length > most ? [`... and ${lines.length - most} more`] : [];
  return [title, ...[...lines.slice(0, most), ...rest].map((line) => `  ${line}`)].join("\n");
}

/** A value on one line. */
export function showValue({ utils }: MatcherContext, value: unknown): string {
  return utils.stringify(value, 10, { min: true });
}
