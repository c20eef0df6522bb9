import { explain } from "../msgpack/explain";
import { Reader } from "../msgpack/reader";
import { CANNOT_DECODE, PARAMETER, REQUEST, UNKNOWN_METHOD } from "../msgpack/texts.gen";
import { isAscii } from "../msgpack/utf8";
import { Writer } from "../msgpack/writer";
import { acquire } from "./memory";
import { newMessage, pack } from "./message";
import { ERROR_HEAD_SIZE, HEAD, HEAD_SIZE } from "./response-head";
import { innermostCall, popCall, pushCall } from "./stack";

/** No arguments: nil. */
const NOTHING: usize = memory.data<u8>([0xc0]);

let lastSerial: u32 = 0;

// What a response adds to an answer. Hooks, so that skills that set nothing needn't carry it.
let headWriter: ((response: usize, out: Writer) => void) | null = null;
let tailWriter: ((response: usize, call: Call) => void) | null = null;

/**
 * One invocation, as the generated dispatcher sees it. Unmanaged: it lies in a block of its own.
 * @internal
 */
// @ts-ignore: decorator
@unmanaged
export class Call {
  ptr: usize;
  size: usize;
  serial: u32;
  /** The call that this one interrupts, 0 when there is none. */
  outer: usize;
  private methodAt: usize;
  private methodSize: u32;
  out: Writer;
  /** Where the value that is being written began, for its length to be filled in. */
  private openAt: i32;
  /** Whether the call is answered with an error. */
  isRefused: bool;
  /** What takes part in the answer, for the hooks; 0 when nothing does. */
  private response: usize;

  /** The invocation whose request is the `size` bytes at `ptr`. */
  static begin(ptr: usize, size: usize): Call {
    const call = changetype<Call>(acquire(offsetof<Call>() + offsetof<Reader>()));
    call.ptr = ptr;
    call.size = size;
    call.serial = ++lastSerial;
    call.methodAt = 0;
    call.methodSize = 0;
    call.openAt = 0;
    call.isRefused = false;
    call.response = 0;
    call.outer = pushCall(changetype<usize>(call));
    call.readEnvelope();
    return call;
  }

  private readEnvelope(): void {
    const r = this.args();
    let payload: usize = 0;
    let payloadSize: usize = 0;
    r.reset(this.ptr, this.size);
    for (let left = r.map(); left > 0; left--) {
      r.nextKey();
      const size = r.keyLength;
      if (size == 6 && r.is("method")) {
        this.methodSize = r.span();
        this.methodAt = r.address - this.methodSize;
      } else if (size == 7 && r.is("payload")) {
        payloadSize = r.bin();
        payload = r.address - payloadSize;
      } else r.skip();
    }
    r.end();
    if (r.failed) this.explain(REQUEST);
    else if (payloadSize > 0) r.reset(payload, payloadSize);
    else r.reset(NOTHING, 1);
  }

  get address(): usize {
    return changetype<usize>(this);
  }

  get isOutermost(): bool {
    return this.outer == 0;
  }

  /** Whether the invoked method is `name`. */
  is(name: string): bool {
    return isAscii(changetype<usize>(name), this.methodAt, this.methodSize);
  }

  /** The arguments; empty, nil or absent ones count as an empty map. */
  args(): Reader {
    return changetype<Reader>(changetype<usize>(this) + offsetof<Call>());
  }

  /** Lets a response take part in the answer. */
  attach(
    response: usize,
    writeHead: (response: usize, out: Writer) => void,
    writeTail: (response: usize, call: Call) => void
  ): void {
    this.response = response;
    headWriter = writeHead;
    tailWriter = writeTail;
  }

  /** Whether the arguments could be read to their end; else the call is refused with the reason. */
  accepts(args: Reader): bool {
    args.end();
    if (!args.failed) return true;
    this.explain(PARAMETER);
    return false;
  }

  private explain(subject: usize): void {
    this.beginError();
    this.out.ascii(CANNOT_DECODE);
    this.out.ascii(subject);
    explain(this.args(), this.out);
    this.out.endText(this.openAt);
  }

  /** Answers that there's no such method. */
  unknown(): void {
    this.beginError();
    this.out.ascii(UNKNOWN_METHOD);
    this.out.textAt(this.methodAt, this.methodSize);
    this.out.rawByte(0x22);
    this.out.endText(this.openAt);
  }

  /** Answers with an error. */
  fail(message: string): void {
    this.beginError();
    this.out.text(message);
    this.out.endText(this.openAt);
  }

  private beginError(): void {
    const out = newMessage();
    this.out = out;
    this.isRefused = true;
    out.splice(HEAD, ERROR_HEAD_SIZE);
    out.patch(0, 0x84);
    this.openAt = ERROR_HEAD_SIZE;
  }

  /** Begins the answer; exactly one value must be written. */
  reply(): Writer {
    const out = newMessage();
    this.out = out;
    const writeHead = headWriter;
    if (writeHead !== null && this.response != 0) writeHead(this.response, out);
    else out.splice(HEAD, HEAD_SIZE);
    this.openAt = out.length;
    return out;
  }

  /** Answers without a result. */
  replyNil(): void {
    this.reply().nil();
  }

  /** Address and length of the finished answer. */
  finish(): u64 {
    if (this.openAt == 0) this.replyNil();
    const writeTail = tailWriter;
    if (writeTail !== null && this.response != 0) writeTail(this.response, this);
    if (!this.isRefused) this.out.endText(this.openAt);
    popCall(this.outer);
    return pack(this.out);
  }
}

/** Whether the call that began at `address` with this serial number is still running. */
export function isRunning(address: usize, serial: u32): bool {
  for (let at = innermostCall(); at != 0; at = changetype<Call>(at).outer) {
    if (at == address) return changetype<Call>(at).serial == serial;
  }
  return false;
}

/** Serial number of the call that all running ones interrupt in the end; 0 when none runs. */
export function outermostSerial(): u32 {
  let serial: u32 = 0;
  for (let at = innermostCall(); at != 0; at = changetype<Call>(at).outer) {
    serial = changetype<Call>(at).serial;
  }
  return serial;
}
