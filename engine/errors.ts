import type { ErrorCode } from "../contract/index.js";

export { DecodeError, type DecodeErrorCode } from "./codec/decode-error.js";

/**
 * `malformed`: no WebAssembly module. `memory`: imported, absent or above the cap. `imports`,
 * `exports`: not those of a skill. `id`: another skill has it.
 */
export type SkillLoadErrorCode = "malformed" | "memory" | "imports" | "exports" | "id";

/** A module that can't become a skill. */
export class SkillLoadError extends Error {
  override readonly name = "SkillLoadError";
  readonly code: SkillLoadErrorCode;

  constructor(message: string, options: { code: SkillLoadErrorCode; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
  }
}

/**
 * `abort`: the guest threw. `exit`: it asked to end the process. The others are WebAssembly's own.
 * `out_of_memory` is `unreachable` with more than half of the memory in use: a guest whose memory
 * can't grow says no more.
 */
export type SkillTrapCode =
  | "abort"
  | "unreachable"
  | "out_of_memory"
  | "out_of_bounds"
  | "stack_overflow"
  | "arithmetic"
  | "indirect_call"
  | "exit"
  | "other";

export interface TrapPlace {
  file: string;
  line: number;
  column: number;
}

/** A call that ended inside the guest. With code `abort`, `message` is what the guest threw. */
export class SkillTrapError extends Error {
  override readonly name = "SkillTrapError";
  readonly code: SkillTrapCode;
  /** The AssemblyScript source line that threw, where the module tells it. */
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(
    message: string,
    options: { code: SkillTrapCode; place?: TrapPlace | undefined; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.file = options.place?.file;
    this.line = options.place?.line;
    this.column = options.place?.column;
  }
}

/**
 * `pointer`: bytes outside the guest's memory. `empty`: no answer. `decode`: an answer that isn't
 * what the contract promises. `version`: a protocol newer than ours.
 */
export type SkillProtocolErrorCode = "pointer" | "empty" | "decode" | "version";

/** A guest that doesn't keep to the wire contract. */
export class SkillProtocolError extends Error {
  override readonly name = "SkillProtocolError";
  readonly code: SkillProtocolErrorCode;

  constructor(message: string, options: { code: SkillProtocolErrorCode; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
  }
}

/** What a device throws to answer a host call with an error; `code` is the wire's error_code. */
export class HostError extends Error {
  override readonly name = "HostError";
  readonly code: ErrorCode;

  constructor(message: string, options: { code: ErrorCode; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
  }
}

/**
 * `unknown`: no such skill. `denied`: by an invoke policy, or a private callback. `queue_full`: too
 * many calls wait. `reentrant`: it would wait for itself. `endless`: calls caused calls without end.
 * `timeout`: its deadline passed while it waited. `store_full`: its state is too large. `store_failed`:
 * what it did couldn't be stored. `closed`: the skill was closed.
 */
export type InvokeErrorCode =
  | "unknown"
  | "denied"
  | "queue_full"
  | "reentrant"
  | "endless"
  | "timeout"
  | "store_full"
  | "store_failed"
  | "closed";

/** A call that an engine refuses, or whose outcome it doesn't take. */
export class InvokeError extends Error {
  override readonly name = "InvokeError";
  readonly code: InvokeErrorCode;

  constructor(message: string, options: { code: InvokeErrorCode; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
  }
}
