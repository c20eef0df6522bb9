import { explain } from "../msgpack/explain";
import { Reader } from "../msgpack/reader";
import { ANSWER, CANNOT_DECODE, INVALID, NO_ANSWER } from "../msgpack/texts.gen";
import { Writer } from "../msgpack/writer";
import {
  clearFailure,
  hasFailed,
  setFailureCode,
  setFailureMessage,
  takeQuietness,
  throwFailure,
} from "./failure";
import { acquire, releaseFrom } from "./memory";
import { newMessage, textOf, written } from "./message";
import { readNew } from "./record";
import { HostFrame, enterHost, leaveHost } from "./stack";

/** An answer without anything: nil. */
// @ts-ignore: decorator
@lazy
const NOTHING: usize = memory.data<u8>([0xc0]);

/** "error_code", which begins like "error". */
// @ts-ignore: decorator
@lazy
const ERROR_CODE: usize = memory.data<u8>([
  0x65, 0x72, 0x72, 0x6f, 0x72, 0x5f, 0x63, 0x6f, 0x64, 0x65,
]);

/**
 * One host call: `begin`, each `field`, `receive(fn(call.send(), call.size))`, then what the answer
 * holds, which ends the call. Its names lie one behind the other, encoded: that of the host function,
 * of the answer's field if it has just one (else empty), and the request's keys in their order.
 * Unmanaged: it's the oldest of the call's blocks.
 */
// @ts-ignore: decorator
@unmanaged
export class Exchange extends Reader {
  private request: Writer;
  private names: usize;
  /** The request's next key. */
  private key: usize;
  private isQuiet: bool;

  /** A call whose request has `count` fields. */
  static begin(names: usize, count: i32): Exchange {
    const call = changetype<Exchange>(acquire(offsetof<Exchange>() + offsetof<HostFrame>()));
    const request = newMessage();
    request.map(count);
    call.request = request;
    call.names = names;
    call.key = behind(behind(names));
    call.isQuiet = takeQuietness();
    return call;
  }

  /** Writes the request's next key; its value must follow. */
  field(): Writer {
    const key = this.key;
    const request = this.request;
    this.key = behind(key);
    request.splice(key, this.key - key);
    return request;
  }

  /** Passes over the request's next key. */
  leaveOut(): void {
    this.key = behind(this.key);
  }

  private get frame(): HostFrame {
    return changetype<HostFrame>(changetype<usize>(this) + offsetof<Exchange>());
  }

  /** Address of the finished request. The host function must be called now. */
  send(): usize {
    enterHost(this.frame);
    return this.request.start;
  }

  /** The request's size in bytes. */
  get size(): i32 {
    return this.request.length;
  }

  /** Takes what the host function returned. Has no managed locals, since it moves the shadow stack. */
  receive(packed: u64): void {
    leaveHost(this.frame);
    this.reset((packed >> 32) as usize, packed as u32);
    this.findError();
  }

  /** Beside an error nothing counts: the answer then reads as empty. */
  private findError(): void {
    clearFailure();
    if (this.atEnd) setFailureMessage(textOf(NO_ANSWER));
    else {
      if (!this.isMap()) this.skip();
      else for (let left = this.map(); left > 0; left--) this.takeError();
      this.end();
    }
    if (hasFailed()) this.reset(NOTHING, 1);
    else if (!this.failed) this.goTo(this.begin);
  }

  private takeError(): void {
    this.nextKey();
    if (this.isNil()) return;
    if (this.hasKey(ERROR_CODE, 5)) setFailureMessage(this.string());
    else if (this.hasKey(ERROR_CODE, 10)) setFailureCode(this.string());
    else this.skip();
  }

  /** Goes to the value of the answer's one field, to nil when it's absent. */
  private find(): bool {
    const key = behind(this.names);
    for (let left = this.map(); left > 0; left--) {
      this.nextKey();
      if (!this.hasKey(key + 1, load<u8>(key) & 0x1f)) this.skip();
      else if (!this.isNil()) return true;
    }
    if (!this.failed) this.reset(NOTHING, 1);
    return false;
  }

  /** Goes to the answer's one field. */
  only(): Exchange {
    this.find();
    return this;
  }

  // What follows ends the call. References pass as addresses, so that the callers need no shadow stack.

  /** An answer in which nothing is looked for. */
  nothing(): void {
    this.map();
    this.close();
  }

  /** The answer's one field. */
  text(): string {
    return changetype<string>(this.finish(changetype<usize>(this.find() ? this.string() : "")));
  }

  /** The answer's one field. */
  blob(): Uint8Array {
    return changetype<Uint8Array>(this.finish(changetype<usize>(this.only().bytes())));
  }

  /** The answer's one field. */
  int(): i32 {
    const value = this.find() ? this.i32() : 0;
    this.close();
    return value;
  }

  /** The whole answer, as `readPlain` reads it. */
  // @ts-ignore: decorator
  @inline
  record<T>(fields: usize): T {
    return changetype<T>(this.finish(readNew(this, offsetof<T>(), idof<T>(), fields, 0)));
  }

  /** What was read of the answer. */
  // @ts-ignore: decorator
  @inline
  endWith<T>(value: T): T {
    return changetype<T>(this.finish(changetype<usize>(value)));
  }

  private finish(value: usize): usize {
    const root = changetype<Object>(value); // keeps the value while a fault is put in words
    this.close();
    return changetype<usize>(root);
  }

  /** Ends the call: frees its blocks, and fails when the host did or the answer is malformed. */
  close(): void {
    if (this.failed && !hasFailed()) {
      setFailureMessage(explanation(this, ANSWER));
      setFailureCode(textOf(INVALID));
    }
    const name = this.names;
    const isQuiet = this.isQuiet;
    releaseFrom(changetype<usize>(this));
    if (hasFailed() && !isQuiet) throwFailure(name);
  }
}

/** Address behind the short string at `at`. */
function behind(at: usize): usize {
  return at + 1 + (load<u8>(at) & 0x1f);
}

/** The fault of `r`, which was reading `subject` (see msgpack/texts), as a string. */
export function explanation(r: Reader, subject: usize): string {
  const out = newMessage();
  out.ascii(CANNOT_DECODE);
  out.ascii(subject);
  explain(r, out);
  return written(out);
}
