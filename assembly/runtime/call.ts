import { Context } from "../context";
import { explain } from "../msgpack/explain";
import { Reader } from "../msgpack/reader";
import { isAscii } from "../msgpack/utf8";
import { Writer } from "../msgpack/writer";
import { explanation } from "./exchange";
import { acquire } from "./memory";
import { newMessage, pack } from "./message";
import { InvokeRequest, readRequest } from "./request";
import { InvokeResponse } from "./response";
import { HEAD, HEAD_SIZE, writeHeldHead } from "./response-head";
import { dropResponse, heldResponse, holdResponse } from "./stack";

/** No arguments: nil. */
const NOTHING: usize = memory.data<u8>([0xc0]);

/** One invocation, as the generated dispatcher sees it. Unmanaged: it lies in a block of its own. */
// @ts-ignore: decorator
@unmanaged
export class Call {
  private ptr: usize;
  private size: usize;
  private methodAt: usize;
  private methodSize: u32;
  out: Writer;
  /** Where the value that is being written began, for its length to be filled in. */
  private openAt: i32;
  /** Whether the call is answered with an error. */
  isRefused: bool;
  // What a held response adds to the answer. Hooks, so that skills without Context needn't carry it.
  private writeHead: ((out: Writer) => void) | null;
  private writeTail: ((call: Call) => void) | null;

  /** The invocation whose request is the `size` bytes at `ptr`. */
  static begin(ptr: usize, size: usize): Call {
    const call = changetype<Call>(acquire(offsetof<Call>() + offsetof<Reader>()));
    call.ptr = ptr;
    call.size = size;
    call.methodSize = 0;
    call.openAt = 0;
    call.isRefused = false;
    call.writeHead = null;
    call.writeTail = null;
    call.readEnvelope();
    return call;
  }

  private readEnvelope(): void {
    const r = this.args();
    let payload = NOTHING;
    let payloadSize: usize = 1;
    r.reset(this.ptr, this.size);
    for (let left = r.map(); left > 0; left--) {
      r.nextKey();
      if (r.is("method")) {
        this.methodSize = r.span();
        this.methodAt = r.address - this.methodSize;
      } else if (r.is("payload")) {
        const size = r.bin();
        if (size == 0) continue;
        payload = r.address - size;
        payloadSize = size;
      } else r.skip();
    }
    r.end();
    if (r.failed) this.explain("request");
    else r.reset(payload, payloadSize);
  }

  /** Whether the invoked method is `name`. */
  is(name: string): bool {
    return isAscii(name, this.methodAt, this.methodSize);
  }

  /** The arguments; empty, nil or absent ones count as an empty map. */
  args(): Reader {
    return changetype<Reader>(changetype<usize>(this) + offsetof<Call>());
  }

  /** The request in full, with a copy of the arguments or without. */
  request(withPayload: bool): InvokeRequest {
    const r = changetype<Reader>(acquire(offsetof<Reader>()));
    r.reset(this.ptr, this.size);
    const request = readRequest(r, withPayload);
    if (r.failed) throw new Error(explanation(r, "request"));
    return request;
  }

  /** What the handler learns of its invocation. */
  context(): Context {
    const response = new InvokeResponse();
    this.hold(response);
    return new Context(this.request(false), response);
  }

  private hold(response: InvokeResponse): void {
    holdResponse(response);
    this.writeHead = writeHeldHead;
    this.writeTail = writeHeldTail;
  }

  /** Answers with the reason why the arguments can't be read. */
  refuse(): void {
    this.explain("parameter");
  }

  private explain(subject: string): void {
    this.beginError();
    explain(this.args(), subject, this.out);
    this.out.endText(this.openAt);
  }

  /** Answers that there's no such method. */
  unknown(): void {
    this.beginError();
    this.out.text('Unknown method "');
    this.out.textAt(this.methodAt, this.methodSize);
    this.out.text('"');
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
    out.splice(HEAD, HEAD_SIZE);
    out.patch(0, 0x84);
    out.key("error");
    this.openAt = out.beginText();
  }

  /** Begins the answer; exactly one value must be written. */
  reply(): Writer {
    const out = newMessage();
    this.out = out;
    const writeHead = this.writeHead;
    if (writeHead !== null) writeHead(out);
    else out.splice(HEAD, HEAD_SIZE);
    this.openAt = out.length;
    return out;
  }

  /** Answers without a result. */
  replyNil(): void {
    this.reply().nil();
  }

  /** Answers with what a hand-written handler made. */
  answer(response: InvokeResponse): void {
    this.hold(response);
    const payload = response.payload;
    if (payload.length == 0) this.replyNil();
    else this.reply().splice(payload.dataStart, payload.length);
  }

  /** Address and length of the finished answer. */
  finish(): u64 {
    if (this.openAt == 0) this.replyNil();
    const writeTail = this.writeTail;
    if (writeTail !== null) writeTail(this);
    if (!this.isRefused) this.out.endText(this.openAt);
    return pack(this.out);
  }
}

/** An error that the handler set replaces its result; what it says to the model stays. */
function writeHeldTail(call: Call): void {
  const response = heldResponse();
  if (!call.isRefused && response.error.length > 0) call.fail(response.error);
  const context = response.llm_context;
  if (call.isRefused && context.length > 0) {
    call.out.patch(0, 0x85);
    call.out.key("llm_context");
    call.out.string(context);
  }
  dropResponse();
}
