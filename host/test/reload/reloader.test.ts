import { completeManifest, RequirementError, SkillLoadError } from "@luminarys/sdk-as/engine";
import { beforeEach, expect, test } from "vitest";
import { printConfigProblem } from "../../config/config-error.js";
import { surveyHost } from "../../config/survey.js";
import type { HostedSkillInput } from "../../host.js";
import type { ReloadNotice } from "../../reload/reload-notice.js";
import { Reloader } from "../../reload/reloader.js";
import { readVersion } from "../../reload/skill-version.js";
import { emptyModule, Workspace } from "../config/workspace.js";

const a = "id: a\npath: a.wasm\n";

/** A host of which only its skills are known, by the first value of their environment. */
class FakeHost {
  readonly skills = new Map<string, string>();
  /** What it refuses the next skill with. */
  refusal: Error | undefined;

  readonly add = async (input: HostedSkillInput) => this.take(input);
  readonly replace = async (input: HostedSkillInput) => this.take(input);
  readonly remove = async (id: string) => {
    this.skills.delete(id);
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal) throw refusal;
  };

  private take({ manifest, module }: HostedSkillInput): never {
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal) throw refusal;
    this.skills.set(manifest.id, `${Object.values(manifest.env)} ${module.length}`);
    return undefined as never;
  }
}

let at: Workspace;
let host: FakeHost;
let told: string[];
let reloader: Reloader;

/** Begins with the skill a, loaded from a listed folder. */
beforeEach(() => {
  at = new Workspace({
    "host.yaml": "skills: [skills]",
    "skills/a.yaml": a,
    "skills/a.wasm": emptyModule,
  });
  host = new FakeHost();
  told = [];
  const survey = () => surveyHost("host.yaml", { cwd: at.root, env: {} });
  const { config, skills } = survey();
  const running = skills.flatMap(({ skill }) => (skill ? [readVersion(skill)] : []));
  host.skills.set("a", "first");
  reloader = new Reloader(
    { host, cwd: at.root, survey, onNotice: (notice) => told.push(...textOf(notice)) },
    { sections: config as NonNullable<typeof config>, running },
  );
});

function textOf(notice: ReloadNotice): string[] {
  if (notice.kind === "reload_failed") return notice.problems.map(printConfigProblem);
  if (notice.kind === "reload_mended") return [`mended ${notice.file.slice(at.root.length + 1)}`];
  if (notice.kind === "agents_changed") return [`agents ${notice.ids}`];
  if (notice.kind === "restart_needed") return [`restart ${notice.keys}`];
  return [`${notice.kind} ${notice.skillId} ${notice.file.slice(at.root.length + 1)}`];
}

async function reload(): Promise<string[]> {
  await reloader.reload();
  return told.splice(0);
}

test("files that say the same change nothing", async () => {
  at.write("skills/a.yaml", `# The same\n${a}`);
  expect([await reload(), [...host.skills]]).toEqual([[], [["a", "first"]]]);
});

test("the manifest of a skill is known when the host is told of it, and not after it is gone", async () => {
  const { add } = host;
  let known: string | undefined;
  const watched = Object.assign(host, {
    add: (input: HostedSkillInput) => {
      known = reloader.fileOf("b");
      return add(input);
    },
  });
  at.write("skills/b.yaml", "id: b\npath: a.wasm\n");
  await reload();
  expect([watched.skills.has("b"), known, reloader.fileOf("a")]).toEqual([
    true,
    at.path("skills/b.yaml"),
    at.path("skills/a.yaml"),
  ]);
  at.remove("skills/b.yaml");
  await reload();
  expect(reloader.fileOf("b")).toBe(undefined);
});

test("a changed manifest replaces its skill", async () => {
  at.write("skills/a.yaml", `${a}env: { X: "2" }`);
  expect([await reload(), host.skills.get("a")]).toEqual([
    ["skill_replaced a skills/a.yaml"],
    "2 8",
  ]);
});

test("a changed module replaces its skill", async () => {
  at.write("skills/a.wasm", Buffer.concat([emptyModule, emptyModule]));
  expect([await reload(), host.skills.get("a")]).toEqual([
    ["skill_replaced a skills/a.yaml"],
    " 16",
  ]);
});

test("a changed .env replaces the skills that use it", async () => {
  at.write("skills/a.yaml", `${a}env: { X: "\${X:-1}" }`);
  await reload();
  at.write("skills/.env", "X=7");
  expect([await reload(), host.skills.get("a")]).toEqual([
    ["skill_replaced a skills/a.yaml"],
    "7 8",
  ]);
});

test("a new manifest in a folder adds a skill, a removed one removes it", async () => {
  at.write("skills/b.yaml", "id: b\npath: a.wasm");
  const added = await reload();
  at.remove("skills/a.yaml");
  expect([added, await reload(), [...host.skills.keys()]]).toEqual([
    ["skill_added b skills/b.yaml"],
    ["skill_removed a skills/a.yaml"],
    ["b"],
  ]);
});

test("a skill that doesn't end well is told and gone", async () => {
  at.remove("skills/a.yaml");
  host.refusal = new Error("Cannot close: the disk is full");
  const told = await reload();
  expect([told, await reload()]).toEqual([
    ["skills/a.yaml:1:1: Cannot close: the disk is full"],
    [],
  ]);
});

test("another id in a manifest is another skill", async () => {
  at.write("skills/a.yaml", "id: c\npath: a.wasm");
  expect([await reload(), [...host.skills.keys()]]).toEqual([
    ["skill_added c skills/a.yaml", "skill_removed a skills/a.yaml"],
    ["c"],
  ]);
});

test("a manifest that moves keeps its skill", async () => {
  at.remove("skills/a.yaml");
  at.write("skills/moved.yaml", a);
  expect([await reload(), [...host.skills]]).toEqual([[], [["a", "first"]]]);
});

test("a broken manifest leaves the old one running, and is told once with its place", async () => {
  at.write("skills/a.yaml", `${a}limits: { queue: many }`);
  const first = await reload();
  const second = await reload();
  at.write("skills/a.yaml", `${a}env: { X: "3" }`);
  expect([first, second, await reload(), host.skills.get("a")]).toEqual([
    ['skills/a.yaml:3:18: Expected a whole number for limits.queue, found "many"'],
    [],
    ["skill_replaced a skills/a.yaml"],
    "3 8",
  ]);
});

test("a module that is missing while it is built leaves the old one running", async () => {
  at.remove("skills/a.wasm");
  const gone = await reload();
  at.write("skills/a.wasm", emptyModule);
  expect([gone, await reload(), [...host.skills]]).toEqual([
    [
      'skills/a.yaml:2:7: Cannot read module "a.wasm": it is neither beside the manifest nor ' +
        "in the working directory. Hint: build the skill first, or correct the path",
    ],
    ["mended skills/a.yaml"],
    [["a", "first"]],
  ]);
});

test("a module that the host refuses leaves the old one running", async () => {
  at.write("skills/a.wasm", Buffer.concat([emptyModule, emptyModule]));
  host.refusal = new SkillLoadError("Cannot load module: it has no memory", { code: "memory" });
  const refused = await reload();
  expect([refused, host.skills.get("a"), await reload(), host.skills.get("a")]).toEqual([
    ["skills/a.yaml:2:7: Cannot load module: it has no memory"],
    "first",
    ["skill_replaced a skills/a.yaml"],
    " 16",
  ]);
});

test("requirements that a new manifest leaves unmet are told with what would meet them", async () => {
  at.write("skills/a.yaml", `${a}permissions:\n  llm: { enabled: true }`);
  const requirement = { kind: "env", pattern: "KEY", mode: "" };
  host.refusal = new RequirementError("a", [
    {
      requirement,
      line: "env KEY",
      reason: "env doesn't hold it",
      lines: [],
      grant: "set env.KEY",
    },
  ]);
  expect([await reload(), host.skills.get("a")]).toEqual([
    [
      'skills/a.yaml:4:3: Cannot meet requirement "env KEY": env doesn\'t hold it. Hint: set env.KEY',
    ],
    "first",
  ]);
});

test("a second manifest with the same id changes nothing but is told", async () => {
  at.write("skills/b.yaml", `${a}env: { X: "2" }`);
  expect([await reload(), [...host.skills]]).toEqual([
    ['skills/b.yaml:1:5: Cannot use skill id "a": skills/a.yaml has it already'],
    [["a", "first"]],
  ]);
});

test("a broken host.yaml leaves everything running", async () => {
  at.write("host.yaml", "skills: {");
  const first = await reload();
  at.write("host.yaml", "skill: []");
  const second = await reload();
  expect([first.length, second, [...host.skills]]).toEqual([
    1,
    ['host.yaml:1:1: Unknown key "skill". Hint: did you mean "skills"?'],
    [["a", "first"]],
  ]);
});

test("what only the start reads is told when it changes", async () => {
  at.write("host.yaml", "skills: [skills]\nlog: { level: warn }\nlimits: { queue: 9 }");
  expect(await reload()).toEqual(["restart log", "skill_replaced a skills/a.yaml"]);
});

test("reloads that are asked for at once happen one after the other", async () => {
  at.write("skills/b.yaml", "id: b\npath: a.wasm");
  await Promise.all([reloader.reload(), reloader.reload()]);
  expect(told).toEqual(["skill_added b skills/b.yaml"]);
});

test("a version is the same for the same manifest and module", () => {
  const manifest = completeManifest({ id: "a", path: "a.wasm" });
  const file = at.path("skills/a.yaml");
  const read = () => readVersion({ file, manifest, modulePath: at.path("skills/a.wasm") });
  expect(read().fingerprint).toBe(read().fingerprint);
});

test("other agents are taken up behind the skills that they use, and the same ones aren't again", async () => {
  const taken: string[] = [];
  const survey = () => surveyHost("host.yaml", { cwd: at.root, env: {} });
  const onNotice = (notice: ReloadNotice) => void told.push(...textOf(notice));
  const onAgents = (agents: readonly { id: string }[]) => {
    taken.push(`${agents.map(({ id }) => id)} with ${[...host.skills.keys()]}`);
  };
  const sections = survey().config ?? {};
  const options = { host, cwd: at.root, survey, onNotice, onAgents };
  reloader = new Reloader(options, { sections: sections as never, running: [] });
  const agent = "{ id: main, model: m, endpoint: http://127.0.0.1:1/v1, skills: [b] }";
  at.write("host.yaml", `skills: [skills]\nagents: [${agent}]`);
  at.write("skills/b.yaml", "id: b\npath: a.wasm\n");
  expect((await reload()).at(-1)).toBe("agents main");
  await reload();
  expect(taken).toEqual(["main with a,b"]);
  at.write("host.yaml", "skills: [skills]");
  expect([await reload(), taken.at(-1)]).toEqual([["agents "], " with a,b"]);
});
