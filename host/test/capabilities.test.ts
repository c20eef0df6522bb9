import { capabilitySuite, probeSource } from "@luminarys/sdk-as/testing/suite";
import { beforeAll, describe, expect, test } from "vitest";
import { buildSkill } from "../../test/support/build-skill.js";
import { createRealWorld } from "./real-world.js";

let probe: Uint8Array;

beforeAll(async () => {
  probe = (await buildSkill(probeSource)).wasm;
});

capabilitySuite({
  name: "real",
  createWorld: () => createRealWorld(probe),
  describe,
  test,
  expect,
});
