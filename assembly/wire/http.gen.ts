// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";
import { Writer } from "../msgpack/writer";
import { Answer, answerError, beginRequest, endAnswer, exchange } from "../runtime/exchange";

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
@external("env", "http_post")
declare function http_post(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "http_request")
declare function http_request(ptr: usize, len: i32): u64;

/** Gets a URL. Needs `http`. */
export function callHttpGet(url: string, timeoutMs: i64, maxBytes: i64): HttpResponse {
  const w = beginRequest(3);
  w.key("url");
  w.string(url);
  w.key("timeout_ms");
  w.i64(timeoutMs);
  w.key("max_bytes");
  w.i64(maxBytes);
  const r = exchange(w, http_get, "http_get");
  const httpResponse = readHttpResponse(r);
  endAnswer(r);
  return httpResponse;
}

/** Posts a body to a URL. Needs `http`. */
export function callHttpPost(
  url: string,
  body: Uint8Array,
  contentType: string,
  timeoutMs: i64,
  maxBytes: i64,
): HttpResponse {
  const w = beginRequest(5);
  w.key("url");
  w.string(url);
  w.key("body");
  w.bytes(body);
  w.key("content_type");
  w.string(contentType);
  w.key("timeout_ms");
  w.i64(timeoutMs);
  w.key("max_bytes");
  w.i64(maxBytes);
  const r = exchange(w, http_post, "http_post");
  const httpResponse = readHttpResponse(r);
  endAnswer(r);
  return httpResponse;
}

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
  const w = beginRequest(9);
  w.key("method");
  w.string(method);
  w.key("url");
  w.string(url);
  w.key("body");
  w.bytes(body);
  w.key("headers");
  writeHttpHeaders(w, headers);
  w.key("cookies");
  writeHttpCookies(w, cookies);
  w.key("timeout_ms");
  w.i64(timeoutMs);
  w.key("max_bytes");
  w.i64(maxBytes);
  w.key("follow_redirects");
  w.bool(followRedirects);
  w.key("use_jar");
  w.bool(useJar);
  const r = exchange(w, http_request, "http_request");
  const httpResponse = readHttpResponse(r);
  endAnswer(r);
  return httpResponse;
}

export function readHttpHeader(r: Reader): HttpHeader {
  const httpHeader = new HttpHeader();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("name")) httpHeader.name = r.string();
    else if (r.is("value")) httpHeader.value = r.string();
    else r.skip();
  }
  return httpHeader;
}

export function readHttpHeaders(r: Reader): HttpHeader[] {
  const items: HttpHeader[] = [];
  for (let left = r.array(); left > 0 && !r.failed; left--) items.push(readHttpHeader(r));
  return items;
}

export function writeHttpHeader(w: Writer, httpHeader: HttpHeader): void {
  w.map(2);
  w.key("name");
  w.string(httpHeader.name);
  w.key("value");
  w.string(httpHeader.value);
}

export function writeHttpHeaders(w: Writer, items: HttpHeader[]): void {
  w.array(items.length);
  for (let i = 0; i < items.length; i++) writeHttpHeader(w, items[i]);
}

export function readHttpCookie(r: Reader): HttpCookie {
  const httpCookie = new HttpCookie();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("name")) httpCookie.name = r.string();
    else if (r.is("value")) httpCookie.value = r.string();
    else if (r.is("domain")) httpCookie.domain = r.string();
    else if (r.is("path")) httpCookie.path = r.string();
    else if (r.is("expires")) httpCookie.expires = r.i64();
    else if (r.is("secure")) httpCookie.secure = r.bool();
    else if (r.is("httponly")) httpCookie.httponly = r.bool();
    else r.skip();
  }
  return httpCookie;
}

export function readHttpCookies(r: Reader): HttpCookie[] {
  const items: HttpCookie[] = [];
  for (let left = r.array(); left > 0 && !r.failed; left--) items.push(readHttpCookie(r));
  return items;
}

export function writeHttpCookie(w: Writer, httpCookie: HttpCookie): void {
  w.map(7);
  w.key("name");
  w.string(httpCookie.name);
  w.key("value");
  w.string(httpCookie.value);
  w.key("domain");
  w.string(httpCookie.domain);
  w.key("path");
  w.string(httpCookie.path);
  w.key("expires");
  w.i64(httpCookie.expires);
  w.key("secure");
  w.bool(httpCookie.secure);
  w.key("httponly");
  w.bool(httpCookie.httponly);
}

export function writeHttpCookies(w: Writer, items: HttpCookie[]): void {
  w.array(items.length);
  for (let i = 0; i < items.length; i++) writeHttpCookie(w, items[i]);
}

export function readHttpResponse(r: Answer): HttpResponse {
  const httpResponse = new HttpResponse();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("status")) httpResponse.status = r.i32();
    else if (r.is("headers")) httpResponse.headers = readHttpHeaders(r);
    else if (r.is("cookies")) httpResponse.cookies = readHttpCookies(r);
    else if (r.is("body")) httpResponse.body = r.bytes();
    else if (r.is("truncated")) httpResponse.truncated = r.bool();
    else answerError(r);
  }
  return httpResponse;
}
