import { expect, test } from "vitest";
import { encodeMessage } from "../../engine/codec/message.js";
import { decodeResult } from "../../engine/engine-result.js";
import { SkillProtocolError } from "../../engine/errors.js";

type Raw = Parameters<typeof decodeResult>[0];

const raw = (value: Uint8Array) => ({ value, commands: [] }) as unknown as Raw;

test("an answer without bytes is null, and with bytes what they hold", () => {
  expect(decodeResult(raw(new Uint8Array(0))).value).toBeNull();
  expect(decodeResult(raw(encodeMessage({ a: [1] }))).value).toEqual({ a: [1] });
});

test.each([
  [Uint8Array.of(0xc1), "Cannot decode value at offset 0: found 0xc1 (reserved)"],
  [Uint8Array.of(1, 2), expect.stringMatching(/^Cannot decode /)],
])("bytes that are no value break the protocol: %o", (bytes, cause) => {
  const read = () => decodeResult(raw(bytes));
  const message = expect.stringMatching(/^Cannot read the answer of skill_handle: Cannot decode /);
  expect(read).toThrow(SkillProtocolError);
  expect(read).toThrow(expect.objectContaining({ code: "decode", message }));
  expect(read).toThrow(
    expect.objectContaining({ cause: expect.objectContaining({ message: cause }) }),
  );
});
