import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { openJointOutput } from "../../../devices/shell/joint-output.js";

async function roundTrip(message: string): Promise<string> {
  const { reader, writer } = await openJointOutput();
  writer.end(message);
  return text(reader);
}

const messages = Array.from({ length: 100 }, (_, n) => `message ${n}`);

test("what is written to one output is read from that one", async () => {
  expect(await Promise.all(messages.map(roundTrip))).toEqual(messages);
});

test("strangers who connect in between get nothing in, and don't hold it up", async () => {
  let tried = 0;
  const intrude = setInterval(() => {
    const names = readFileSync("/proc/net/unix", "latin1").match(/@skill-output-\w+/g) ?? [];
    for (const name of names) {
      tried++;
      const stranger = connect(`\0${name.slice(1)}`).on("error", () => {});
      if (tried % 2 === 0) stranger.write("x".repeat(64));
    }
  }, 0);

  const read = [];
  for (let round = 0; round < 5; round++)
    read.push(...(await Promise.all(messages.map(roundTrip))));

  clearInterval(intrude);
  expect(read).toEqual(Array(5).fill(messages).flat());
  expect(tried).toBeGreaterThan(0);
});
