import { expect, test } from "vitest";
import { readMarkup } from "../../../../faces/gateway/page/browser/read-markup.js";

const plain = (text: string) => ({ kind: "plain", text });
const text = (...spans: object[]) => ({ kind: "text", spans });
const code = (said: string) => ({ kind: "code", text: said });

test.each([
  ["text stays as it is", "a\n\n  - b <i>", [text(plain("a\n\n  - b <i>"))]],
  [
    "code and strong words are found",
    "a `b` **c** d",
    [
      text(
        plain("a "),
        { kind: "code", text: "b" },
        plain(" "),
        { kind: "strong", text: "c" },
        plain(" d"),
      ),
    ],
  ],
  ["marks without an end are text", "a `b **c", [text(plain("a `b **c"))]],
  ["marks don't reach over lines", "a `b\nc` d", [text(plain("a `b\nc` d"))]],
  [
    "fences hold code",
    "a\n```js\nb `c`\n\n```\nd",
    [text(plain("a")), code("b `c`\n"), text(plain("d"))],
  ],
  ["a fence may be open", "a\n```\nb", [text(plain("a")), code("b")]],
  ["a shorter fence is code", "````\n```\n````", [code("```")]],
  ["another fence is code", "~~~\n```\n~~~", [code("```")]],
  ["nothing is nothing", "\n \n", []],
])("%s", (_title, given, want) => {
  expect(readMarkup(given)).toEqual(want);
});

test("a long text of marks is read in no time", () => {
  const given = "`**".repeat(100_000);
  const started = performance.now();
  readMarkup(given);
  expect(performance.now() - started).toBeLessThan(1000);
});
