/** A request that is answered without asking its skill. The message is for the client. */
export class RefusedRequest extends Error {
  override readonly name = "RefusedRequest";
  readonly status: 400 | 413 | 415;

  constructor(message: string, options: { status: 400 | 413 | 415; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = options.status;
  }
}
