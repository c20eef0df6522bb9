import { capabilitySuite, probeSource, type TestTools } from "@luminarys/sdk-as/testing/suite";
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

test("where there is no cluster, what needs one is skipped and says so", async () => {
  const skipped: string[] = [];
  const runs: Promise<void>[] = [];
  const tools: TestTools = {
    describe: (title, run) => (title === "fake devices" || title === "cluster" ? run() : undefined),
    test: (title, run) => {
      const skip = (note?: string): never => {
        skipped.push(`${title}: ${note}`);
        throw new Error("skipped");
      };
      runs.push(run({ skip }));
    },
    expect,
  };
  const createWorld = () => ({ ...createFakeWorld(probe), node: undefined });
  capabilitySuite({ name: "fake", createWorld, ...tools });
  await Promise.allSettled(runs);
  expect(skipped).toEqual([
    "files go to a node and come back: this world has no cluster",
    "a file that a node doesn't have isn't found: this world has no cluster",
    "the nodes are listed, this one too: this world has no cluster",
  ]);
});
