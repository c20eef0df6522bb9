import type { Area } from "./schema.js";
import { any, bin, bool, call, i32, list, listOf, map, record, str } from "./schema.js";

const webRequestDoc =
  "An HTTP request, for a method that takes all of it. A parameter of the query that is given once may " +
  "be a str instead of an array of one.";

export const webRequest = record("WebRequest", webRequestDoc, [
  map("str")("route", "What the path's parameters stand for."),
  map(listOf("str"))("query", "The query's parameters."),
  any("body", "Parsed JSON or form, text, bytes, or nil."),
  map("str")("headers", "Headers, by name in lower case."),
  str("method", "Such as GET."),
  str("path", "The path, without the query."),
  str("sessionId", "The client's session."),
  str("exchange", "Id of the request, for webSend."),
]);

export const web: Area = {
  name: "web",
  origin: "skill-host",
  records: [],
  arguments: [webRequest],
  calls: [
    call("web_send", {
      doc: "Answers the HTTP request for which the skill runs: status and headers, then bytes or the end.",
      permission: "none",
      request: [
        str("exchange", "The request's exchange.", { zero: "the one that the call belongs to" }),
        i32("status", "Status code.", { zero: "200, or 302 with `redirect`" }),
        list({ record: "HttpHeader" })("headers", "Header lines, in order."),
        bin("body", "The whole body; ends the answer.", { zero: "none" }),
        str("redirect", "Where to send the client; ends the answer.", { zero: "nowhere" }),
        bin("write", "Bytes that go to the client at once.", { zero: "none" }),
        bool("end", "Whether the answer ends here."),
      ],
      answer: null,
    }),
  ],
};
