/** What one check of the surroundings found. */
export interface CheckResult {
  readonly name: string;
  /** `warn`: it works, with less. */
  readonly status: "ok" | "warn" | "fail";
  /** What was found. */
  readonly found: string;
  readonly hint?: string;
}

/** Runs a check; whatever it throws is a failure of what it looks at. */
export async function attemptCheck(
  name: string,
  { run, hint }: { run: () => Promise<string> | string; hint: string },
): Promise<CheckResult> {
  try {
    return { name, status: "ok", found: await run() };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return { name, status: "fail", found, hint };
  }
}
