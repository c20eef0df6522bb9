import { expect, test } from "vitest";
import { buildSkill } from "../../../../test/support/build-skill.js";
import { Workspace } from "../../config/workspace.js";
import { tallySkill } from "../../durability/tally-skill.js";
import { runCli, startCli } from "./run-cli.js";

const manifest = (id: string) =>
  `id: ${id}\npath: tally.wasm\n` +
  "invoke_policy: { can_invoke: ['*'], can_be_invoked_by: ['*'] }\n";

async function tallyWorkspace(): Promise<Workspace> {
  return new Workspace({
    "host.yaml": "skills: [skills]\n",
    "skills/tally.yaml": manifest("tally"),
    "skills/worker.yaml": manifest("worker"),
    "skills/tally.wasm": (await buildSkill(tallySkill)).wasm,
  });
}

const work = ["call", "tally", "work", "--session", "main"];
const outOf = async (at: Workspace, ...args: string[]) => (await runCli(at, args)).out;

test("what a call stores is there for the next one, beside host.yaml", async () => {
  const at = await tallyWorkspace();
  const answers = [await outOf(at, ...work), await outOf(at, ...work)];
  expect(answers).toEqual(["1\n", "2\n"]);
  at.write("host.yaml", "skills: [skills]\nstore: { path: elsewhere }\n");
  expect(await outOf(at, ...work)).toBe("1\n");
  expect(await outOf(at, "store", "get", "state", "tally", "main", "--path", "data")).toBe(
    "2,2,2,0\n",
  );
});

test("--no-store neither uses nor changes what is stored", async () => {
  const at = await tallyWorkspace();
  const answers = [await outOf(at, ...work), await outOf(at, ...work, "--no-store")];
  expect([...answers, await outOf(at, ...work)]).toEqual(["1\n", "1\n", "2\n"]);
});

test("a host that runs does what is owed; nobody else uses its store, but may look into it", async () => {
  const at = await tallyWorkspace();
  await runCli(at, work);
  const run = startCli(at, ["run"]);
  await run.terminal.hears("Ctrl+C ends it.\n");
  const { store } = run.hosts[0]?.engine ?? expect.fail("no host");
  while ((await store.listSchedules("tally")).length + (await store.listTasks()).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(await runCli(at, work)).toEqual({
    code: 2,
    out: "",
    err:
      `Cannot open store "<root>/data": process ${process.pid} has it open. ` +
      "Hint: call its skills over MCP or HTTP, stop it, or do without what is stored: --no-store of call and mcp\n",
  });
  const seen = await outOf(at, "store", "get", "value", "tally");
  run.terminal.signal("SIGTERM");
  expect([seen, (await run.ended).code]).toEqual(["1,1,1,0\n", 0]);
});

test("a store is listed, exported and imported", async () => {
  const at = await tallyWorkspace();
  await runCli(at, work);
  expect(await outOf(at, "store", "ls")).toMatch(/^table +records\nstate +1\nvalue +1\n/);
  expect(await outOf(at, "store", "ls", "value")).toBe(
    "key    skillId  value\ntally  tally    8 bytes\n",
  );
  const exported = await outOf(at, "store", "export");
  at.write("backup.jsonl", exported);
  const imported = await runCli(at, ["store", "import", "backup.jsonl", "--path", "copy"]);
  const count = exported.split("\n").length - 2;
  expect(imported).toEqual({ code: 0, out: "", err: `${count} records imported\n` });
  expect(await outOf(at, "store", "export", "--path", "copy")).toBe(exported);
  const compacted = await runCli(at, ["store", "compact", "--path", "copy"]);
  expect([compacted.code, await outOf(at, "store", "export", "--path", "copy")]).toEqual([
    0,
    exported,
  ]);
});

test("what a store holds is shown as what it means, with whose it is", async () => {
  const state = (sessionId: string, text: string) =>
    JSON.stringify({ table: "state", skillId: "s", sessionId, state: btoa(text) });
  const origin = { sessionId: "", llmSessionId: "", traceId: "" };
  const payload = Buffer.from([0x81, 0xa1, 0x6e, 0x03]).toString("base64");
  const schedule = { skillId: "s", id: "x", method: "tick", dueMs: 7, payload, ...origin };
  const lines = [{ layout: 1 }, { table: "schedule", ...schedule }].map((each) =>
    JSON.stringify(each),
  );
  const text = [...lines, state("ann", "3 notes"), state("bob", "none")].join("\n");
  const at = new Workspace({ "host.yaml": "skills: []", "all.jsonl": `${text}\n` });
  await runCli(at, ["store", "import", "all.jsonl"]);
  expect(await outOf(at, "store", "get", "state", "s")).toBe(
    "session ann\n3 notes\nsession bob\nnone\n",
  );
  expect(await outOf(at, "store", "get", "state", "s", "bob")).toBe("none\n");
  expect(JSON.parse(await outOf(at, "store", "get", "schedule", "s", "x"))).toEqual({
    ...schedule,
    payload: { n: 3 },
  });
});

test.each([
  [["ls", "secrets"], 2, 'Cannot read "secrets": a store has state, value, schedule, '],
  [["get", "value", "nothing"], 1, "Cannot find value nothing: the store doesn't hold it\nHint: "],
  [["ls", "--path", "none"], 2, 'Cannot open store "<root>/none": there is none. Hint: '],
  [["import", "none.jsonl"], 2, 'Cannot read "none.jsonl": no such file\n'],
  [["import", "wrong.jsonl"], 2, 'Cannot import wrong.jsonl:1: expected {"layout":1}, '],
  [["ls", "--config", "none.yaml"], 2, "Cannot use configuration: a problem\nnone.yaml: "],
])("store %j says what is wrong", async (args, code, err) => {
  const at = new Workspace({ "host.yaml": "skills: []", "wrong.jsonl": "{}" });
  await runCli(at, ["store", "import", "/dev/null"]);
  const ended = await runCli(at, ["store", ...args]);
  expect([ended.code, ended.out, ended.err.slice(0, err.length)]).toEqual([code, "", err]);
});
