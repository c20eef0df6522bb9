import { expect, test } from "vitest";
import { fromBase64 } from "../../../engine/cores/base64.js";

test.each([
  ["", []],
  ["AAEC/w==", [0, 1, 2, 255]],
  ["AAEC_w", [0, 1, 2, 255]],
  ["AAEC", [0, 1, 2]],
  ["-_+/", [251, 255, 191]],
])("%j is bytes, in either alphabet, padded or not", (text, bytes) => {
  expect(fromBase64(text)).toEqual(Uint8Array.from(bytes));
});

test.each(["A", "AAECA", "AA=", "AAE==", "AAEC=", "AA==AA==", "AA A", "AA\n", "é", "===="])(
  "%j is none",
  (text) => {
    expect(fromBase64(text)).toBeUndefined();
  },
);
