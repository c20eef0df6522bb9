/** A command that can't be carried out as it was written. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What to do about it, or "". */
  readonly hint: string;

  constructor(message: string, hint = "") {
    super(message);
    this.hint = hint;
  }
}
