// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";
import { Exchange } from "../runtime/exchange";
import {
  BOOL,
  END,
  I32,
  I64,
  OTHER,
  STRING,
  readList,
  readMade,
  readPlain,
} from "../runtime/record";
import { writeList } from "../runtime/record-writer";

/** One header line. */
export class HttpHeader {
  /** Header name. */
  name: string = "";
  /** Header value. */
  value: string = "";
}

/** One cookie. */
export class HttpCookie {
  /** Cookie name. */
  name: string = "";
  /** Cookie value. */
  value: string = "";
  /** Domain that it belongs to. */
  domain: string = "";
  /** Path that it belongs to. */
  path: string = "";
  /** Unix time in seconds; 0 = when the session ends. */
  expires: i64 = 0;
  /** Whether it is sent over TLS only. */
  secure: bool = false;
  /** Whether scripts can't see it. */
  httponly: bool = false;
}

/** The answer to an HTTP request. */
export class HttpResponse {
  /** Status code. */
  status: i32 = 0;
  /** Header lines, in order. */
  headers: HttpHeader[] = [];
  /** Cookies that were set. */
  cookies: HttpCookie[] = [];
  /** The body, as far as `max_bytes` goes. */
  body: Uint8Array = new Uint8Array(0);
  /** Whether the body was cut at the limit. */
  truncated: bool = false;
}

// @ts-ignore: decorator
@external("env", "http_get")
declare function http_get(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const HTTP_GET: usize = memory.data<u8>([
  0xa8, 0x68, 0x74, 0x74, 0x70, 0x5f, 0x67, 0x65, 0x74, // http_get
  0xa0,
  0xa3, 0x75, 0x72, 0x6c, // url
  0xaa, 0x74, 0x69, 0x6d, 0x65, 0x6f, 0x75, 0x74, 0x5f, 0x6d, 0x73, // timeout_ms
  0xa9, 0x6d, 0x61, 0x78, 0x5f, 0x62, 0x79, 0x74, 0x65, 0x73, // max_bytes
]);

/** Gets a URL. Needs `http`. */
export function callHttpGet(url: string, timeoutMs: i64, maxBytes: i64): HttpResponse {
  const call = Exchange.begin(HTTP_GET, 3);
  call.field().string(url);
  call.field().i64(timeoutMs);
  call.field().i64(maxBytes);
  call.receive(http_get(call.send(), call.size));
  return call.endWith<HttpResponse>(readHttpResponse(call));
}

// @ts-ignore: decorator
@external("env", "http_post")
declare function http_post(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const HTTP_POST: usize = memory.data<u8>([
  0xa9, 0x68, 0x74, 0x74, 0x70, 0x5f, 0x70, 0x6f, 0x73, 0x74, // http_post
  0xa0,
  0xa3, 0x75, 0x72, 0x6c, // url
  0xa4, 0x62, 0x6f, 0x64, 0x79, // body
  0xac, 0x63, 0x6f, 0x6e, 0x74, 0x65, 0x6e, 0x74, 0x5f, 0x74, 0x79, 0x70, 0x65, // content_type
  0xaa, 0x74, 0x69, 0x6d, 0x65, 0x6f, 0x75, 0x74, 0x5f, 0x6d, 0x73, // timeout_ms
  0xa9, 0x6d, 0x61, 0x78, 0x5f, 0x62, 0x79, 0x74, 0x65, 0x73, // max_bytes
]);

/** Posts a body to a URL. Needs `http`. */
export function callHttpPost(
  url: string,
  body: Uint8Array,
  contentType: string,
  timeoutMs: i64,
  maxBytes: i64,
): HttpResponse {
  const call = Exchange.begin(HTTP_POST, 5);
  call.field().string(url);
  call.field().bytes(body);
  call.field().string(contentType);
  call.field().i64(timeoutMs);
  call.field().i64(maxBytes);
  call.receive(http_post(call.send(), call.size));
  return call.endWith<HttpResponse>(readHttpResponse(call));
}

// @ts-ignore: decorator
@external("env", "http_request")
declare function http_request(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const HTTP_REQUEST: usize = memory.data<u8>([
  0xac, 0x68, 0x74, 0x74, 0x70, 0x5f, 0x72, 0x65, 0x71, 0x75, 0x65, 0x73, 0x74, // http_request
  0xa0,
  0xa6, 0x6d, 0x65, 0x74, 0x68, 0x6f, 0x64, // method
  0xa3, 0x75, 0x72, 0x6c, // url
  0xa4, 0x62, 0x6f, 0x64, 0x79, // body
  0xa7, 0x68, 0x65, 0x61, 0x64, 0x65, 0x72, 0x73, // headers
  0xa7, 0x63, 0x6f, 0x6f, 0x6b, 0x69, 0x65, 0x73, // cookies
  0xaa, 0x74, 0x69, 0x6d, 0x65, 0x6f, 0x75, 0x74, 0x5f, 0x6d, 0x73, // timeout_ms
  0xa9, 0x6d, 0x61, 0x78, 0x5f, 0x62, 0x79, 0x74, 0x65, 0x73, // max_bytes
  0xb0, 0x66, 0x6f, 0x6c, 0x6c, 0x6f, 0x77, 0x5f, 0x72, 0x65, 0x64, 0x69, 0x72, 0x65, 0x63,
  0x74, 0x73, // follow_redirects
  0xa7, 0x75, 0x73, 0x65, 0x5f, 0x6a, 0x61, 0x72, // use_jar
]);

/** Sends any HTTP request. Needs `http`. */
export function callHttpRequest(
  method: string,
  url: string,
  body: Uint8Array,
  headers: HttpHeader[],
  cookies: HttpCookie[],
  timeoutMs: i64,
  maxBytes: i64,
  followRedirects: bool,
  useJar: bool,
): HttpResponse {
  const call = Exchange.begin(HTTP_REQUEST, 9);
  call.field().string(method);
  call.field().string(url);
  call.field().bytes(body);
  writeList<HttpHeader>(call.field(), headers, HTTP_HEADER);
  writeList<HttpCookie>(call.field(), cookies, HTTP_COOKIE);
  call.field().i64(timeoutMs);
  call.field().i64(maxBytes);
  call.field().bool(followRedirects);
  call.field().bool(useJar);
  call.receive(http_request(call.send(), call.size));
  return call.endWith<HttpResponse>(readHttpResponse(call));
}

// @ts-ignore: decorator
@lazy
export const HTTP_HEADER: usize = memory.data<u8>([
  STRING, offsetof<HttpHeader>("name") as u8,
  0xa4, 0x6e, 0x61, 0x6d, 0x65, // name
  STRING, offsetof<HttpHeader>("value") as u8,
  0xa5, 0x76, 0x61, 0x6c, 0x75, 0x65, // value
  END,
]);

export function readHttpHeader(r: Reader): HttpHeader {
  return readPlain<HttpHeader>(r, HTTP_HEADER);
}

// @ts-ignore: decorator
@lazy
export const HTTP_COOKIE: usize = memory.data<u8>([
  STRING, offsetof<HttpCookie>("name") as u8,
  0xa4, 0x6e, 0x61, 0x6d, 0x65, // name
  STRING, offsetof<HttpCookie>("value") as u8,
  0xa5, 0x76, 0x61, 0x6c, 0x75, 0x65, // value
  STRING, offsetof<HttpCookie>("domain") as u8,
  0xa6, 0x64, 0x6f, 0x6d, 0x61, 0x69, 0x6e, // domain
  STRING, offsetof<HttpCookie>("path") as u8,
  0xa4, 0x70, 0x61, 0x74, 0x68, // path
  I64, offsetof<HttpCookie>("expires") as u8,
  0xa7, 0x65, 0x78, 0x70, 0x69, 0x72, 0x65, 0x73, // expires
  BOOL, offsetof<HttpCookie>("secure") as u8,
  0xa6, 0x73, 0x65, 0x63, 0x75, 0x72, 0x65, // secure
  BOOL, offsetof<HttpCookie>("httponly") as u8,
  0xa8, 0x68, 0x74, 0x74, 0x70, 0x6f, 0x6e, 0x6c, 0x79, // httponly
  END,
]);

export function readHttpCookie(r: Reader): HttpCookie {
  return readPlain<HttpCookie>(r, HTTP_COOKIE);
}

// @ts-ignore: decorator
@lazy
export const HTTP_RESPONSE: usize = memory.data<u8>([
  I32, offsetof<HttpResponse>("status") as u8,
  0xa6, 0x73, 0x74, 0x61, 0x74, 0x75, 0x73, // status
  OTHER, 0,
  0xa7, 0x68, 0x65, 0x61, 0x64, 0x65, 0x72, 0x73, // headers
  OTHER + 1, 0,
  0xa7, 0x63, 0x6f, 0x6f, 0x6b, 0x69, 0x65, 0x73, // cookies
  OTHER + 2, 0,
  0xa4, 0x62, 0x6f, 0x64, 0x79, // body
  BOOL, offsetof<HttpResponse>("truncated") as u8,
  0xa9, 0x74, 0x72, 0x75, 0x6e, 0x63, 0x61, 0x74, 0x65, 0x64, // truncated
  END,
]);

export function readHttpResponse(r: Reader): HttpResponse {
  return readMade<HttpResponse>(r, HTTP_RESPONSE, readHttpResponseOther);
}

function readHttpResponseOther(r: Reader, it: HttpResponse, kind: u8): void {
  if (kind == OTHER) it.headers = readList<HttpHeader>(r, readHttpHeader);
  else if (kind == OTHER + 1) it.cookies = readList<HttpCookie>(r, readHttpCookie);
  else it.body = r.bytes();
}
