import { Reader } from "../msgpack/reader";

/** No bytes; safe to share, since there's nothing in it to change. */
// @ts-ignore: decorator
@lazy
export const NO_BYTES: Uint8Array = new Uint8Array(0);

/** What the host asks for: one invocation of a method. */
export class InvokeRequest {
  /** Version of the wire contract. */
  version: i32 = 0;
  /** Id of this call. */
  request_id: string = "";
  /** Id that all calls made for one request share. */
  trace_id: string = "";
  /** Id of the session. */
  session_id: string = "";
  /** Id of the model's conversation. */
  llm_session_id: string = "";
  /** Name of the method that was called. */
  method: string = "";
  /** Instance id from the manifest. */
  skill_id: string = "";
  /** Instance id of the calling skill, "" when no skill calls. */
  caller_id: string = "";
  /** State of the session, as the skill left it; empty when there is none. */
  state: Uint8Array = NO_BYTES;
  /** MessagePack map of the arguments; may be empty. */
  payload: Uint8Array = NO_BYTES;
  /** Unix time in nanoseconds by which the answer is due, 0 = none. */
  deadline_ns: i64 = 0;
}

/** Reads a request. */
export function readRequest(r: Reader): InvokeRequest {
  const request = new InvokeRequest();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("request_id")) request.request_id = r.string();
    else if (r.is("trace_id")) request.trace_id = r.string();
    else if (r.is("session_id")) request.session_id = r.string();
    else if (r.is("llm_session_id")) request.llm_session_id = r.string();
    else if (r.is("method")) request.method = r.string();
    else if (r.is("skill_id")) request.skill_id = r.string();
    else if (r.is("caller_id")) request.caller_id = r.string();
    else if (r.is("state")) request.state = r.bytes();
    else if (r.is("payload")) request.payload = r.bytes();
    else if (r.is("deadline_ns")) request.deadline_ns = r.i64();
    else if (r.is("version")) request.version = r.i32();
    else r.skip();
  }
  return request;
}
