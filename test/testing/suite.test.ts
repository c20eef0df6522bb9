import {
  capabilitySuite,
  probeSource,
  type TestTools,
  type World,
} from "@luminarys/sdk-as/testing/suite";
import { beforeAll, describe, expect, test } from "vitest";
import { buildSkill } from "../support/build-skill.js";
import { createFakeWorld } from "./fake-world.js";

let probe: Uint8Array;

beforeAll(async () => {
  probe = (await buildSkill(probeSource)).wasm;
});

describe.each([{ name: "fake", open: createFakeWorld }])("capabilities", ({ name, open }) => {
  capabilitySuite({ name, createWorld: () => open(probe), describe, test, expect });
});

/** What a part of the suite skips, and why. */
async function skippedOf(part: string, missing: Partial<World>): Promise<string[]> {
  const skipped: string[] = [];
  const runs: Promise<void>[] = [];
  const tools: TestTools = {
    describe: (title, run) => (title === "fake devices" || title === part ? run() : undefined),
    test: (title, run) => {
      const skip = (note?: string): never => {
        skipped.push(`${title}: ${note}`);
        throw new Error("skipped");
      };
      runs.push(run({ skip }));
    },
    expect,
  };
  const createWorld = () => ({ ...createFakeWorld(probe), ...missing });
  capabilitySuite({ name: "fake", createWorld, ...tools });
  await Promise.allSettled(runs);
  return skipped;
}

test("where there is no cluster, what needs one is skipped and says so", async () => {
  expect(await skippedOf("cluster", { node: undefined })).toEqual([
    "files go to a node and come back: this world has no cluster",
    "a file that a node doesn't have isn't found: this world has no cluster",
    "the nodes are listed, this one too: this world has no cluster",
  ]);
});

test.each(["web", "sockets"])("where there are no clients, all of %s is skipped", async (part) => {
  const skipped = await skippedOf(part, { faces: undefined });
  expect(skipped.length).toBeGreaterThan(5);
  expect(skipped.filter((line) => !line.endsWith(": this world has no clients"))).toEqual([]);
});
