import { capabilitySuite, probeSource } from "@luminarys/sdk-as/testing/suite";
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
