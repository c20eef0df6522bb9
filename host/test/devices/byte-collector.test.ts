import { expect, test } from "vitest";
import { ByteCollector } from "../../devices/tcp/byte-collector.js";

test("pieces of all sizes are put together in order", () => {
  const collector = new ByteCollector();
  const pieces = [3, 0, 1, 5000, 1, 70_000].map((size, i) => new Uint8Array(size).fill(i + 1));
  for (const piece of pieces) collector.add(piece);
  expect(Buffer.compare(collector.bytes, Buffer.concat(pieces))).toBe(0);
  expect(collector.size).toBe(75_005);
});

test("bytes that come one by one take at most twice their room", () => {
  const collector = new ByteCollector();
  for (let i = 0; i < 100_000; i++) collector.add(Uint8Array.of(i));
  expect(collector.bytes[99_999]).toBe(99_999 % 256);
  expect(collector.bytes.buffer.byteLength).toBeLessThanOrEqual(200_000);
});

test("a piece stays as it was when more come", () => {
  const collector = new ByteCollector();
  const room = Uint8Array.of(1, 2, 3, 4);
  collector.add(room.subarray(0, 2));
  collector.add(Uint8Array.of(9));
  expect([...room]).toEqual([1, 2, 3, 4]);
  expect([...collector.bytes]).toEqual([1, 2, 9]);
});
