import { Reader } from "../msgpack/reader";
import { REQUEST } from "../msgpack/texts.gen";
import { openReaderAt } from "./bytes-reader";
import { Call, isRunning } from "./call";
import { explanation } from "./exchange";
import { releaseFrom } from "./memory";
import { InvokeRequest, NO_BYTES, readRequest } from "./request";

// Fields of a running call's request, read only when a handler asks for them. Once the call is over
// its request is gone, and they read as zero values.

/** Goes to the value of `key`; null when the call is over or has none. */
function find(call: usize, serial: u32, key: string): Reader | null {
  if (!isRunning(call, serial)) return null;
  const r = openReaderAt(changetype<Call>(call).ptr, changetype<Call>(call).size);
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is(key)) return r;
    r.skip();
  }
  close(r);
  return null;
}

function close(r: Reader): void {
  if (r.failed) throw new Error(explanation(r, REQUEST));
  releaseFrom(changetype<usize>(r));
}

export function callText(call: usize, serial: u32, key: string): string {
  const r = find(call, serial, key);
  if (r === null) return "";
  const text = r.string();
  close(r);
  return text;
}

export function callBytes(call: usize, serial: u32, key: string): Uint8Array {
  const r = find(call, serial, key);
  if (r === null) return NO_BYTES;
  const bytes = r.bytes();
  close(r);
  return bytes;
}

export function callInt(call: usize, serial: u32, key: string): i64 {
  const r = find(call, serial, key);
  if (r === null) return 0;
  const value = r.i64();
  close(r);
  return value;
}

/** The whole request, with a copy of the arguments. */
export function callRequest(call: Call): InvokeRequest {
  const r = openReaderAt(call.ptr, call.size);
  const request = readRequest(r);
  close(r);
  return request;
}
