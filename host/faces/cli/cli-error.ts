/** 1: the skill or the check failed. 2: wrong usage or configuration. */
export type FailureCode = 1 | 2;

/** What a command can't do, for reasons that it expects: printed without a stack. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly code: FailureCode;
  /** What to do about it, or "". */
  readonly hint: string;

  constructor(
    message: string,
    { code = 2, hint = "" }: { code?: FailureCode; hint?: string } = {},
  ) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}
