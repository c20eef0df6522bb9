import { parseHeaders } from "./header-json";
import { Result, resultOf } from "./result";
import { quietly } from "./runtime/failure";
import {
  callHttpGet,
  callHttpPost,
  callHttpRequest,
  HttpCookie,
  HttpHeader,
  HttpResponse,
} from "./wire/http.gen";

export { HttpCookie, HttpHeader, HttpResponse } from "./wire/http.gen";

/**
 * Gets a URL. `timeoutMs` 0 = 30 s, `maxBytes` 0 = the manifest's limit. Throws when that fails.
 * Permission: `@skill:require http https://api.example.com/**`.
 */
export function httpGet(url: string, timeoutMs: i64 = 0, maxBytes: i64 = 0): HttpResponse {
  return callHttpGet(url, timeoutMs, maxBytes);
}

/**
 * Posts `body`; `contentType` "" = application/octet-stream. Throws when that fails.
 * Permission: `@skill:require http https://api.example.com/**`.
 */
export function httpPost(
  url: string,
  body: Uint8Array,
  contentType: string = "",
  timeoutMs: i64 = 0,
  maxBytes: i64 = 0,
): HttpResponse {
  return callHttpPost(url, body, contentType, timeoutMs, maxBytes);
}

/**
 * Any HTTP request; `useJar` keeps cookies between requests. Throws when that fails.
 * Permission: `@skill:require http https://api.example.com/**`.
 */
export function httpRequest(
  method: string,
  url: string,
  body: Uint8Array = new Uint8Array(0),
  headers: HttpHeader[] = [],
  cookies: HttpCookie[] = [],
  timeoutMs: i64 = 0,
  maxBytes: i64 = 0,
  followRedirects: bool = false,
  useJar: bool = false,
): HttpResponse {
  return callHttpRequest(
    method,
    url,
    body,
    headers,
    cookies,
    timeoutMs,
    maxBytes,
    followRedirects,
    useJar,
  );
}

/**
 * Headers of a JSON object whose values are strings, in their order; "" and "{}" give none. Throws
 * on anything else.
 */
export function headersFromJSON(json: string): HttpHeader[] {
  const parsed = parseHeaders(json);
  if (parsed.error.length > 0) throw new Error(parsed.error);
  return parsed.headers;
}

/** What an HTTP request is sent with. */
export class HttpOptions {
  /** What `http.request` sends; `http.post` has a parameter for it. */
  body: Uint8Array = new Uint8Array(0);
  /** Adds a Content-Type header when it isn't empty and `headers` hold none. */
  contentType: string = "";
  /** In this order; one name may come more than once. */
  headers: HttpHeader[] = [];
  /** Sent along with this request. */
  cookies: HttpCookie[] = [];
  /** Milliseconds, 0 = 30 s. */
  timeoutMs: i64 = 0;
  /** Most bytes of the body, 0 = the manifest's limit (1 MiB by default). */
  maxBytes: i64 = 0;
  /** Goes where the server sends it, as far as the manifest allows that. */
  followRedirects: bool = false;
  /** Keeps cookies between requests. */
  useJar: bool = false;
}

/** HTTP requests to the hosts that the manifest allows. All go through `http_request`. */
export namespace http {
  /**
   * Gets a URL. A status such as 404 is no failure.
   * Permission: `@skill:require http https://api.example.com/**`.
   */
  export function get(url: string, options: HttpOptions = {}): Result<HttpResponse> {
    return request("GET", url, options);
  }

  /**
   * Posts `body`, as application/octet-stream unless `contentType` says otherwise.
   * Permission: `@skill:require http https://api.example.com/**`.
   */
  export function post(
    url: string,
    body: Uint8Array,
    options: HttpOptions = {},
  ): Result<HttpResponse> {
    const type = options.contentType;
    return send("POST", url, body, type.length > 0 ? type : "application/octet-stream", options);
  }

  /**
   * Any HTTP request, its body in `options`. A status such as 404 is no failure.
   * Permission: `@skill:require http https://api.example.com/**`.
   */
  export function request(
    method: string,
    url: string,
    options: HttpOptions = {},
  ): Result<HttpResponse> {
    return send(method, url, options.body, options.contentType, options);
  }

  function hasContentType(headers: HttpHeader[]): bool {
    for (let i = 0; i < headers.length; i++) {
      if (isContentType(headers[i].name)) return true;
    }
    return false;
  }

  /** Compares letter by letter: `toLowerCase` would bring tables of 10 KB along. */
  function isContentType(name: string): bool {
    const wanted = "content-type";
    if (name.length != wanted.length) return false;
    for (let i = 0; i < wanted.length; i++) {
      if ((name.charCodeAt(i) | 0x20) != wanted.charCodeAt(i)) return false;
    }
    return true;
  }

  function send(
    method: string,
    url: string,
    body: Uint8Array,
    contentType: string,
    options: HttpOptions,
  ): Result<HttpResponse> {
    let headers = options.headers;
    if (contentType.length > 0 && !hasContentType(headers))
      headers = headers.concat([{ name: "Content-Type", value: contentType }]);
    quietly();
    return resultOf(
      callHttpRequest(
        method,
        url,
        body,
        headers,
        options.cookies,
        options.timeoutMs,
        options.maxBytes,
        options.followRedirects,
        options.useJar,
      ),
    );
  }

  /** Headers of a JSON object whose values are strings; anything else fails with code `invalid`. */
  export function headersFromJSON(json: string): Result<HttpHeader[]> {
    const parsed = parseHeaders(json);
    return new Result(parsed.headers, parsed.error, parsed.error.length > 0 ? "invalid" : "");
  }
}
