import {
  bin,
  bytes,
  decodeAll,
  flag,
  float,
  integer,
  Refusal,
  readFields,
  Text,
  text,
} from "./foreign-reader.js";

const parameters = {
  text,
  count: integer(-(2n ** 31n), 2n ** 31n - 1n),
  ratio: float,
  flag,
  raw: bytes,
  wide: integer(0n, 2n ** 64n - 1n),
};

/** What the skill of fixtures/habits must answer to `mix`, as a list. Throws a Refusal. */
export function expectMix(request: Uint8Array): unknown[] {
  const method = (value: unknown) => {
    if (!(value instanceof Text)) throw new Refusal("no text");
    return Buffer.from(value.bytes).toString("latin1");
  };
  const envelope = readFields(decodeAll(request), { method, payload: bin });
  if (envelope.method !== "mix") throw new Refusal("unknown method");
  const payload = (envelope.payload as Uint8Array | undefined) ?? new Uint8Array(0);
  const given = payload.length === 0 ? {} : readFields(decodeAll(payload), parameters);
  if (given.text === undefined) throw new Refusal("text is missing");
  const fallback = {
    text: "",
    count: 7n,
    ratio: 0.5,
    flag: true,
    raw: new Uint8Array(0),
    wide: 9n,
  };
  const { text, count, ratio, flag, raw, wide } = { ...fallback, ...given };
  return [text, count, ratio, flag, raw, wide];
}
