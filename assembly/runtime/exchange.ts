import { explain } from "../msgpack/explain";
import { Reader } from "../msgpack/reader";
import { decodeUtf8 } from "../msgpack/utf8";
import { Writer } from "../msgpack/writer";
import { beginCall, fail, hasFailed, muteCall, setFailureCode, setFailureMessage } from "./failure";
import { acquire, releaseFrom } from "./memory";
import { newMessage } from "./message";
import { callHost } from "./stack";

/** What a host function answered. */
// @ts-ignore: decorator
@unmanaged
export class Answer extends Reader {
  /** Oldest block of the exchange; it's freed with all that came after it. */
  oldest: usize;
}

/**
 * Starts the request of a host call: a map of `count` fields, whose keys lie one behind the other at
 * `keys`, encoded. Each is written by `field`.
 */
export function openRequest(keys: usize, count: i32): Writer {
  const request = newMessage();
  request.owner = keys;
  request.map(count);
  return request;
}

/** Writes the request's next key; its value must follow. */
export function field(request: Writer): Writer {
  const key = request.owner;
  const size = 1 + (<usize>load<u8>(key) & 0x1f);
  request.owner = key + size;
  request.splice(key, size);
  return request;
}

/** Sends a request. The answer must be read and given to `closeAnswer`. */
export function exchange(request: Writer, fn: (ptr: usize, size: i32) => u64, op: string): Answer {
  beginCall(op);
  const packed = callHost(fn, request.start, request.length);
  const answer = changetype<Answer>(acquire(offsetof<Answer>()));
  answer.reset((packed >> 32) as usize, packed as u32);
  answer.oldest = changetype<usize>(request);
  if (answer.atEnd) setFailureMessage("the host gave no answer");
  return answer;
}

/** Takes the value under a key that is no field of the answer: the error, its code, or unknown. */
export function takeError(r: Reader, _record: usize): void {
  if (r.is("error")) setFailureMessage(r.string());
  else if (r.is("error_code")) setFailureCode(r.string());
  else r.skip();
}

/** Takes the whole answer and goes back to the value of `name`; false when it has none. */
export function findField(r: Answer, name: string): bool {
  let found: usize = 0;
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is(name)) {
      found = r.address;
      r.skip();
    } else takeError(r, 0);
  }
  if (found == 0 || r.failed || hasFailed()) return false;
  r.goTo(found);
  return true;
}

/** Ends a host call: frees request and answer, and fails when the host did or its answer is malformed. */
export function closeAnswer(r: Answer): void {
  if (r.failed && !hasFailed()) {
    setFailureMessage(explanation(r, "answer"));
    setFailureCode("invalid");
  }
  releaseFrom(r.oldest);
  if (hasFailed()) fail();
}

export function beginRequest(fields: i32): Writer {
  const request = newMessage();
  request.map(fields);
  return request;
}

export function answerError(r: Answer): void {
  takeError(r, 0);
}

export function endAnswer(r: Answer): void {
  muteCall();
  closeAnswer(r);
}

/** The fault of `r` as a string. */
export function explanation(r: Reader, subject: string): string {
  const out = newMessage();
  explain(r, subject, out);
  const text = decodeUtf8(out.start, out.length);
  return text === null ? subject : text;
}
