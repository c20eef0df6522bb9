export type DecodeErrorCode =
  | "truncated"
  | "type"
  | "range"
  | "depth"
  | "utf8"
  | "missing"
  | "trailing";

/** Bytes that aren't what the contract promises. `offset` counts from the message's first byte. */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
  readonly code: DecodeErrorCode;
  readonly offset: number;

  constructor(message: string, where: { code: DecodeErrorCode; offset: number }) {
    super(message);
    this.code = where.code;
    this.offset = where.offset;
  }
}
