// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";
import { key } from "./key.js";

const BODY = key("body");
const COOKIES = key("cookies");
const DOMAIN = key("domain");
const EXPIRES = key("expires");
const HEADERS = key("headers");
const HTTPONLY = key("httponly");
const NAME = key("name");
const NO_BYTES = new Uint8Array(0);
const PATH = key("path");
const SECURE = key("secure");
const STATUS = key("status");
const TRUNCATED = key("truncated");
const VALUE = key("value");

/** The host functions of http: what each is asked and answers. */
export interface HttpFunctions {
  /** Gets a URL. */
  http_get: { request: HttpGetRequest; answer: HttpResponse };
  /** Posts a body to a URL. */
  http_post: { request: HttpPostRequest; answer: HttpResponse };
  /** Sends any HTTP request. */
  http_request: { request: HttpRequestRequest; answer: HttpResponse };
}

/** One header line. */
export interface HttpHeader {
  /** Header name. */
  name: string;
  /** Header value. */
  value: string;
}

/** One cookie. */
export interface HttpCookie {
  /** Cookie name. */
  name: string;
  /** Cookie value. */
  value: string;
  /** Domain that it belongs to. */
  domain: string;
  /** Path that it belongs to. */
  path: string;
  /** Unix time in seconds; 0 = when the session ends. */
  expires: number | bigint;
  /** Whether it is sent over TLS only. */
  secure: boolean;
  /** Whether scripts can't see it. */
  httponly: boolean;
}

/** The answer to an HTTP request. */
export interface HttpResponse {
  /** Status code. */
  status: number;
  /** Header lines, in order. */
  headers: HttpHeader[];
  /** Cookies that were set. */
  cookies: HttpCookie[];
  /** The body, as far as `max_bytes` goes. */
  body: Uint8Array;
  /** Whether the body was cut at the limit. */
  truncated: boolean;
}

/** What `http_get` is asked. */
export interface HttpGetRequest {
  /** Absolute URL. */
  url: string;
  /** Most milliseconds for the whole request; 0 = 30 s. */
  timeout_ms: number | bigint;
  /** Most bytes of the body; 0 = the manifest's limit, 1 MiB by default. */
  max_bytes: number | bigint;
}

export function readHttpGetRequest(r: Reader): HttpGetRequest {
  const start = r.offset;
  let seen = 0;
  const request: HttpGetRequest = { url: "", timeout_ms: 0, max_bytes: 0 };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "url":
        request.url = r.string();
        seen |= 1;
        break;
      case "timeout_ms":
        request.timeout_ms = r.i64();
        break;
      case "max_bytes":
        request.max_bytes = r.i64();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("url", start);
  return request;
}

/** What `http_post` is asked. */
export interface HttpPostRequest {
  /** Absolute URL. */
  url: string;
  /** The request body. */
  body: Uint8Array;
  /** The body's media type; "" = `application/octet-stream`. */
  content_type: string;
  /** Most milliseconds for the whole request; 0 = 30 s. */
  timeout_ms: number | bigint;
  /** Most bytes of the body; 0 = the manifest's limit, 1 MiB by default. */
  max_bytes: number | bigint;
}

export function readHttpPostRequest(r: Reader): HttpPostRequest {
  const start = r.offset;
  let seen = 0;
  const request: HttpPostRequest = {
    url: "",
    body: NO_BYTES,
    content_type: "",
    timeout_ms: 0,
    max_bytes: 0,
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "url":
        request.url = r.string();
        seen |= 1;
        break;
      case "body":
        request.body = r.bytes();
        break;
      case "content_type":
        request.content_type = r.string();
        break;
      case "timeout_ms":
        request.timeout_ms = r.i64();
        break;
      case "max_bytes":
        request.max_bytes = r.i64();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("url", start);
  return request;
}

/** What `http_request` is asked. */
export interface HttpRequestRequest {
  /** Request method; "" = `GET`. */
  method: string;
  /** Absolute URL. */
  url: string;
  /** The request body. */
  body: Uint8Array;
  /** Header lines, in order. */
  headers: HttpHeader[];
  /** Cookies to send. */
  cookies: HttpCookie[];
  /** Most milliseconds for the whole request; 0 = 30 s. */
  timeout_ms: number | bigint;
  /** Most bytes of the body; 0 = the manifest's limit, 1 MiB by default. */
  max_bytes: number | bigint;
  /** Whether redirects are followed. */
  follow_redirects: boolean;
  /** Whether the skill's cookie jar is used. */
  use_jar: boolean;
}

export function readHttpRequestRequest(r: Reader): HttpRequestRequest {
  const start = r.offset;
  let seen = 0;
  const request: HttpRequestRequest = {
    method: "",
    url: "",
    body: NO_BYTES,
    headers: [],
    cookies: [],
    timeout_ms: 0,
    max_bytes: 0,
    follow_redirects: false,
    use_jar: false,
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "method":
        request.method = r.string();
        break;
      case "url":
        request.url = r.string();
        seen |= 1;
        break;
      case "body":
        request.body = r.bytes();
        break;
      case "headers":
        request.headers = readHttpHeaders(r);
        break;
      case "cookies":
        request.cookies = readHttpCookies(r);
        break;
      case "timeout_ms":
        request.timeout_ms = r.i64();
        break;
      case "max_bytes":
        request.max_bytes = r.i64();
        break;
      case "follow_redirects":
        request.follow_redirects = r.bool();
        break;
      case "use_jar":
        request.use_jar = r.bool();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("url", start);
  return request;
}

export function readHttpHeader(r: Reader): HttpHeader {
  const httpHeader: HttpHeader = { name: "", value: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "name":
        httpHeader.name = r.string();
        break;
      case "value":
        httpHeader.value = r.string();
        break;
      default:
        r.skip();
    }
  }
  return httpHeader;
}

export function readHttpHeaders(r: Reader): HttpHeader[] {
  const items: HttpHeader[] = [];
  for (let left = r.array(); left > 0; left--) items.push(readHttpHeader(r));
  return items;
}

export function writeHttpHeader(w: Writer, httpHeader: HttpHeader): void {
  w.map(2);
  w.raw(NAME);
  w.string(httpHeader.name);
  w.raw(VALUE);
  w.string(httpHeader.value);
}

export function writeHttpHeaders(w: Writer, items: readonly HttpHeader[]): void {
  w.array(items.length);
  for (const item of items) writeHttpHeader(w, item);
}

export function readHttpCookie(r: Reader): HttpCookie {
  const httpCookie: HttpCookie = {
    name: "",
    value: "",
    domain: "",
    path: "",
    expires: 0,
    secure: false,
    httponly: false,
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "name":
        httpCookie.name = r.string();
        break;
      case "value":
        httpCookie.value = r.string();
        break;
      case "domain":
        httpCookie.domain = r.string();
        break;
      case "path":
        httpCookie.path = r.string();
        break;
      case "expires":
        httpCookie.expires = r.i64();
        break;
      case "secure":
        httpCookie.secure = r.bool();
        break;
      case "httponly":
        httpCookie.httponly = r.bool();
        break;
      default:
        r.skip();
    }
  }
  return httpCookie;
}

export function readHttpCookies(r: Reader): HttpCookie[] {
  const items: HttpCookie[] = [];
  for (let left = r.array(); left > 0; left--) items.push(readHttpCookie(r));
  return items;
}

export function writeHttpCookie(w: Writer, httpCookie: HttpCookie): void {
  w.map(7);
  w.raw(NAME);
  w.string(httpCookie.name);
  w.raw(VALUE);
  w.string(httpCookie.value);
  w.raw(DOMAIN);
  w.string(httpCookie.domain);
  w.raw(PATH);
  w.string(httpCookie.path);
  w.raw(EXPIRES);
  w.int(httpCookie.expires);
  w.raw(SECURE);
  w.bool(httpCookie.secure);
  w.raw(HTTPONLY);
  w.bool(httpCookie.httponly);
}

export function writeHttpCookies(w: Writer, items: readonly HttpCookie[]): void {
  w.array(items.length);
  for (const item of items) writeHttpCookie(w, item);
}

export function writeHttpResponse(w: Writer, httpResponse: HttpResponse): void {
  w.map(5);
  w.raw(STATUS);
  w.int(httpResponse.status);
  w.raw(HEADERS);
  writeHttpHeaders(w, httpResponse.headers);
  w.raw(COOKIES);
  writeHttpCookies(w, httpResponse.cookies);
  w.raw(BODY);
  w.bytes(httpResponse.body);
  w.raw(TRUNCATED);
  w.bool(httpResponse.truncated);
}
