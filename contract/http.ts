import type { Area } from "./schema.js";
import { bin, bool, call, i32, i64, list, record, required, str } from "./schema.js";

const httpHeader = record("HttpHeader", "One header line.", [
  str("name", "Header name."),
  str("value", "Header value."),
]);

const httpCookie = record("HttpCookie", "One cookie.", [
  str("name", "Cookie name."),
  str("value", "Cookie value."),
  str("domain", "Domain that it belongs to."),
  str("path", "Path that it belongs to."),
  i64("expires", "Unix time in seconds.", { zero: "when the session ends" }),
  bool("secure", "Whether it is sent over TLS only."),
  bool("httponly", "Whether scripts can't see it."),
]);

const httpResponse = record("HttpResponse", "The answer to an HTTP request.", [
  i32("status", "Status code."),
  list(httpHeader)("headers", "Header lines, in order."),
  list(httpCookie)("cookies", "Cookies that were set."),
  bin("body", "The body, as far as `max_bytes` goes."),
  bool("truncated", "Whether the body was cut at the limit."),
]);

const url = required(str("url", "Absolute URL."));
const body = bin("body", "The request body.");
const limits = [
  i64("timeout_ms", "Most milliseconds for the whole request.", { zero: "30 s" }),
  i64("max_bytes", "Most bytes of the body.", { zero: "the manifest's limit, 1 MiB by default" }),
];

export const http: Area = {
  name: "http",
  records: [httpHeader, httpCookie, httpResponse],
  calls: [
    call("http_get", {
      doc: "Gets a URL.",
      permission: "http",
      request: [url, ...limits],
      answer: httpResponse,
    }),
    call("http_post", {
      doc: "Posts a body to a URL.",
      permission: "http",
      request: [
        url,
        body,
        str("content_type", "The body's media type.", { zero: "`application/octet-stream`" }),
        ...limits,
      ],
      answer: httpResponse,
    }),
    call("http_request", {
      doc: "Sends any HTTP request.",
      permission: "http",
      request: [
        str("method", "Request method.", { zero: "`GET`" }),
        url,
        body,
        list(httpHeader)("headers", "Header lines, in order."),
        list(httpCookie)("cookies", "Cookies to send."),
        ...limits,
        bool("follow_redirects", "Whether redirects are followed."),
        bool("use_jar", "Whether the skill's cookie jar is used."),
      ],
      answer: httpResponse,
    }),
  ],
};
