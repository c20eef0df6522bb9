export type DecodeErrorCode =
  | "truncated"
  | "type"
  | "range"
  | "depth"
  | "too_many"
  | "utf8"
  | "missing"
  | "trailing";

export interface DecodeFault {
  code: DecodeErrorCode;
  /** Counts from the message's first byte. */
  offset: number;
  /** What the reader looked for. */
  wanted: string;
  reason: string;
}

/** Bytes that aren't what the contract promises. */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
  readonly code: DecodeErrorCode;
  readonly offset: number;

  readonly wanted: string;
  readonly reason: string;

  constructor({ code, offset, wanted, reason }: DecodeFault) {
    super(`Cannot decode ${wanted} at offset ${offset}: ${reason}`);
    this.code = code;
    this.offset = offset;
    this.wanted = wanted;
    this.reason = reason;
  }
}
