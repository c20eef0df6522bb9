import { createMockHost } from "@luminarys/sdk-as/testing";
import { beforeAll, expect, test } from "vitest";
import type { JournalEntry } from "../../engine/journal.js";
import { buildSkill } from "../support/build-skill.js";
import { diceSource } from "./dice-skill.js";
import { networkSource } from "./network-skill.js";

let network: Uint8Array;
let dice: Uint8Array;

beforeAll(async () => {
  network = (await buildSkill(networkSource)).wasm;
  dice = (await buildSkill(diceSource)).wasm;
});

function run(seed: number): string {
  const host = createMockHost({ skill: { network, dice }, seed });
  host.tcp.on("a.example.com:1").accept((peer) => peer.send("hello").wait(250).reset());
  host.tcp.on("a.example.com:2").reply("PONG", { delayMs: 30 });
  host.call("open", { addr: "a.example.com:1" });
  host.runUntilIdle();
  host.call("request", { addr: "a.example.com:2" });
  host.call("roll", {}, { skill: "dice" });
  const { value: token } = host.call("token", {}, { skill: "dice" });
  host.close();
  return JSON.stringify([host.journal.entries, host.events, host.clock.now(), token]);
}

test("a thousand runs with one seed give one journal", () => {
  const first = run(7);
  let different = 0;
  for (let count = 0; count < 1000; count++) if (run(7) !== first) different++;
  expect(different).toBe(0);
  const [entries] = JSON.parse(first) as [JournalEntry[]];
  expect(entries.map(({ name, durationMs }) => [name, durationMs])).toEqual([
    ["tcp_connect", 0],
    ["tcp_write", 0],
    ["tcp_request", 80],
    ["log_write", 0],
  ]);
  expect(run(8)).not.toBe(first);
});
