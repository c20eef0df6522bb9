import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildSkill } from "../../../test/support/build-skill.js";
import { crashRepeatedly } from "./crash-repeatedly.js";
import { finishOwed } from "./finish-owed.js";
import { tallySkill } from "./tally-skill.js";

const seed = 20_240;

let path: string;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "crash-"));
});

afterEach(() => rmSync(path, { recursive: true, force: true }));

describe("a host that is killed at any moment", () => {
  it(`keeps what it acknowledged, and all or nothing of an answer (seed ${seed})`, async () => {
    const options = { path, survives: "process", rounds: 46, mostMs: 80, seed } as const;
    const { acknowledged, faults } = await crashRepeatedly(options);
    expect(faults).toEqual([]);
    const { works, ...rest } = await finishOwed(path);
    expect(works).toBeGreaterThanOrEqual(acknowledged);
    expect(acknowledged).toBeGreaterThan(50);
    expect(rest).toEqual({ heard: works, ticks: works, batches: Math.floor(works / 5), left: 0 });
  });

  it("does so too with skills in threads, on a store that waits for the disk", async () => {
    const { wasm } = await buildSkill(tallySkill);
    const module = join(path, "tally.wasm");
    writeFileSync(module, wasm);
    const options = { path, survives: "machine", rounds: 4, mostMs: 600, seed, module } as const;
    const { acknowledged, faults } = await crashRepeatedly(options);
    expect(faults).toEqual([]);
    expect(acknowledged).toBeGreaterThan(0);
  });
});
