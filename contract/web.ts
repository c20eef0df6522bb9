import type { Area } from "./schema.js";
import { bin, bool, call, i32, list, str } from "./schema.js";

export const web: Area = {
  name: "web",
  origin: "skill-host",
  records: [],
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
