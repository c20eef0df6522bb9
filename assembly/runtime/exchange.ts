import { explain } from "../msgpack/explain";
import { Reader } from "../msgpack/reader";
import { decodeUtf8 } from "../msgpack/utf8";
import { Writer } from "../msgpack/writer";
import { beginCall, hasFailed, setFailureCode, setFailureMessage } from "./failure";
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

/** Starts the request of a host call: a map of `fields` pairs. */
export function beginRequest(fields: i32): Writer {
  const request = newMessage();
  request.map(fields);
  return request;
}

/** Sends a request. The answer must be read to its end and given to `endAnswer`. */
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
export function answerError(r: Answer): void {
  if (r.is("error")) setFailureMessage(r.string());
  else if (r.is("error_code")) setFailureCode(r.string());
  else r.skip();
}

/** Ends a host call: keeps what went wrong and frees request and answer. */
export function endAnswer(r: Answer): void {
  if (r.failed && !hasFailed()) {
    setFailureMessage(explanation(r, "answer"));
    setFailureCode("invalid");
  }
  releaseFrom(r.oldest);
}

/** The fault of `r` as a string. */
export function explanation(r: Reader, subject: string): string {
  const out = newMessage();
  explain(r, subject, out);
  const text = decodeUtf8(out.start, out.length);
  return text === null ? subject : text;
}
