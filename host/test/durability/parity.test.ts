import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { completeManifest, Journal, type JournalEntry } from "@luminarys/sdk-as/engine";
import { createMockHost } from "@luminarys/sdk-as/testing";
import { createHost } from "@luminarys/skill-host";
import { afterEach, beforeEach, expect, it } from "vitest";
import { buildSkill } from "../../../test/support/build-skill.js";
import { openBuiltStore } from "./crash-round.js";
import { paritySkill } from "./parity-skill.js";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "parity-"));
  mkdirSync(join(root, "data"));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const skillIds = ["main", "other"] as const;
const sessions = ["one", "two"] as const;

/** Both hosts get the same. */
function manifestOf(id: string) {
  const dir = join(root, "data");
  return completeManifest({
    id,
    path: "parity.wasm",
    env: { PLACE: dir },
    invoke_policy: { can_invoke: ["*"], can_be_invoked_by: ["*"] },
    permissions: { fs: { enabled: true, dirs: [`${dir}:rw`, "/data:rw"] } },
  });
}

interface Played {
  readonly stories: unknown[];
  readonly journal: readonly JournalEntry[];
}

/** The scenario: it is the same for both, `call` waits for what a call causes, `wait` for timers. */
async function play(host: {
  call(method: string, sessionId: string, skill?: string): Promise<unknown>;
  wait(): Promise<void>;
  journal(): readonly JournalEntry[];
}): Promise<Played> {
  // Threads start with the first call: after this one they are as quick as timers.
  for (const id of skillIds) await host.call("story", "none", id);
  for (const session of sessions) {
    await host.call("begin", session);
    await host.wait();
  }
  const stories = [];
  for (const session of sessions) stories.push(await host.call("story", session));
  return { stories, journal: host.journal() };
}

function playMock(module: Uint8Array): Promise<Played> {
  const [main, other] = skillIds;
  const host = createMockHost({
    skill: { [main]: module, [other]: module },
    manifest: { [main]: manifestOf(main), [other]: manifestOf(other) },
  });
  host.fs.mkdir(join(root, "data"));
  return play({
    call: async (method, sessionId, skill = main) =>
      host.call(method, {}, { sessionId, skill }).value,
    wait: async () => void host.runUntilIdle(),
    journal: () => host.journal.entries,
  });
}

async function playReal(module: Uint8Array): Promise<Played> {
  const store = await openBuiltStore({ path: join(root, "store"), survives: "process" });
  const journal = new Journal();
  const host = createHost({ store, journal });
  for (const id of skillIds) await host.add({ manifest: manifestOf(id), module });
  await host.resume();
  const played = await play({
    call: async (method, sessionId, skill = "main") => {
      const answer = await host.invoke(skill, method, { sessionId });
      await answer.done();
      return answer.value;
    },
    wait: async () => {
      const owed = () => store.listSchedules("main").length + store.listTasks().length;
      while (owed() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    journal: () => journal.entries(),
  });
  await host.stop();
  await store.close();
  return played;
}

/** Without times and ids. What two skills do at the same time has no order: each has its own. */
function comparable(journal: readonly JournalEntry[]) {
  return skillIds.map((id) =>
    journal
      .filter(({ skillId }) => skillId === id)
      .map(({ seq: _, atMs: _at, durationMs: _took, requestId: _id, ...entry }) => entry),
  );
}

it("the same scenario on the mock host and on the real one gives the same journal", async () => {
  const { wasm } = await buildSkill(paritySkill);
  const mock = await playMock(wasm);
  const real = await playReal(wasm);
  const story = "denied loaded answered tick heard failed heard failed";
  expect(mock.stories[0]).toBe(story);
  expect(real.stories).toEqual(mock.stories);
  expect(comparable(real.journal)).toEqual(comparable(mock.journal));
  expect(mock.journal.length).toBeGreaterThan(30);
});
