import { createMockHost } from "@luminarys/sdk-as/testing";
import { beforeAll, expect, test } from "vitest";
import { buildSkill } from "../support/build-skill.js";
import { networkSource } from "./network-skill.js";

let skill: Uint8Array;

beforeAll(async () => {
  skill = (await buildSkill(networkSource)).wasm;
});

function run(seed: number): string {
  const host = createMockHost({ skill, seed });
  host.tcp.on("a.example.com:1").accept((peer) => peer.send("hello").wait(250).reset());
  host.tcp.on("a.example.com:2").reply("PONG", { delayMs: 30 });
  host.call("open", { addr: "a.example.com:1" });
  host.runUntilIdle();
  host.call("request", { addr: "a.example.com:2" });
  host.close();
  return JSON.stringify([host.journal.entries, host.events, host.clock.now()]);
}

test("a thousand runs with one seed give one journal", () => {
  const first = run(7);
  let different = 0;
  for (let count = 0; count < 1000; count++) if (run(7) !== first) different++;
  expect(different).toBe(0);
  expect(JSON.parse(first)[0].length).toBe(3);
});
