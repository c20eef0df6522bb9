import { expect, test } from "vitest";
import { OutputTail } from "../../../devices/shell/output-tail.js";

/** What is kept of a text that comes in chunks of a size. */
function keep(text: string, { maxBytes, chunk }: { maxBytes: number; chunk: number }) {
  const tail = new OutputTail(maxBytes);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunk) tail.add(bytes.subarray(at, at + chunk));
  const { bytes: kept, leftOut } = tail.take();
  return [Buffer.from(kept).toString(), leftOut];
}

const text = Array.from({ length: 30_000 }, (_, n) => `${n}\n`).join("");

test.each([1, 7, 4096, 65_536, 1_000_000])(
  "what fits is kept whole, in chunks of %i bytes",
  (chunk) => {
    expect(keep(text, { maxBytes: text.length, chunk })).toEqual([text, 0]);
  },
);

test.each([1, 7, 4096, 65_536, 1_000_000])(
  "of what is longer whole lines at the end are kept, in chunks of %i bytes",
  (chunk) => {
    const wanted = text.slice(text.indexOf("\n", text.length - 100_000) + 1);

    expect(keep(text, { maxBytes: 100_000, chunk })).toEqual([wanted, text.length - wanted.length]);
  },
);

test("a line longer than what is kept is cut", () => {
  expect(keep("abcdefgh", { maxBytes: 3, chunk: 2 })).toEqual(["fgh", 5]);
  expect(keep("abcdefgh\n", { maxBytes: 3, chunk: 2 })).toEqual(["gh\n", 6]);
});

test("nothing is kept of nothing", () => {
  expect(keep("", { maxBytes: 3, chunk: 2 })).toEqual(["", 0]);
});
