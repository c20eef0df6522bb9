import { expect, test } from "vitest";
import { Workspace } from "../../config/workspace.js";
import { manifest, notesModule, notesWorkspace } from "./built-skill.js";
import { type Started, startCli } from "./run-cli.js";

const started = "Ctrl+C ends it.\n";

async function start(at: Workspace, ...args: string[]): Promise<Started> {
  const run = startCli(at, ["run", ...args]);
  await run.terminal.hears(started);
  return run;
}

const host = ({ hosts: [first] }: Started) => first as NonNullable<typeof first>;

test("run says what is run, and ends with 0 at a signal", async () => {
  const run = await start(await notesWorkspace());
  run.terminal.signal("SIGTERM");
  expect(await run.ended).toEqual({
    code: 0,
    out: "",
    err:
      "1 skill from host.yaml\n" +
      "  notes  Notes 1.0.0  13 methods  notes.yaml\n" +
      "No way in is configured (http in host.yaml serves MCP): schedules and events run.\n" +
      "Ctrl+C ends it.\n" +
      "SIGTERM: no more calls, those that run may end\n",
  });
});

test("a host.yaml without skills is run with a warning that says what to do", async () => {
  const run = await start(new Workspace({ "host.yaml": "skills: []\n" }));
  run.terminal.signal("SIGTERM");
  const { code, err } = await run.ended;
  expect(code).toBe(0);
  expect(err).toContain(
    "host.yaml lists no skills: there is nothing to call. " +
      "Hint: name a manifest under skills; skill-host init <module> writes one",
  );
});

test("a call that runs at the end may end, and no other one begins", async () => {
  const run = await start(await notesWorkspace());
  const call = host(run).invoke("notes", "linger", { args: { ms: 300 } });
  await run.terminal.hears("lingering");
  run.terminal.signal("SIGINT");
  await run.terminal.hears("no more calls");
  const late = host(run).invoke("notes", "greet");
  await expect(late).rejects.toThrow('Cannot invoke "notes/greet": the host is stopping');
  expect([(await call).value, (await run.ended).code]).toEqual(["done", 0]);
});

test("a call that runs longer than its grace is ended", async () => {
  const run = await start(await notesWorkspace(), "--grace", "50");
  const call = host(run).invoke("notes", "loop");
  const ended = call.catch((error: Error) => error.message);
  await run.terminal.hears("looping");
  run.terminal.signal("SIGTERM");
  expect([await ended, (await run.ended).code]).toEqual([
    'Cannot finish a call of "notes": the host stopped and it ran for 50 ms more',
    0,
  ]);
});

test("a second signal ends the process at once, with its code", async () => {
  const run = await start(await notesWorkspace(), "--grace", "500");
  const call = host(run)
    .invoke("notes", "loop")
    .catch(() => {});
  await run.terminal.hears("looping");
  run.terminal.signal("SIGTERM");
  run.terminal.signal("SIGINT");
  expect(run.terminal.exits).toEqual([130]);
  await Promise.all([call, run.ended]);
});

test("a changed manifest and a changed module take over, and a broken one doesn't", async () => {
  const at = await notesWorkspace();
  const louder = await notesModule(
    'return getEnv("GREETING");',
    'return getEnv("GREETING") + "!";',
  );
  const run = await start(at);
  const { terminal } = run;
  const greet = async () => (await host(run).invoke("notes", "greet")).value;
  const answers = [await greet()];
  at.write("notes.yaml", manifest.replace("Hello", "Moin"));
  await terminal.hears("replaced by its new version");
  answers.push(await greet());
  terminal.told = "";
  at.write("notes.wasm", louder);
  await terminal.hears("replaced by its new version");
  answers.push(await greet());
  at.write("notes.yaml", "id: notes\n");
  await terminal.hears("notes.yaml:1:1: Missing key");
  answers.push(await greet());
  terminal.signal("SIGTERM");
  await run.ended;
  expect(answers).toEqual(["Hello", "Moin", "Moin!", "Moin!"]);
});

test("--no-reload leaves what runs alone", async () => {
  const at = await notesWorkspace();
  const run = await start(at, "--no-reload");
  at.write("notes.yaml", manifest.replace("Hello", "Moin"));
  const { value } = await host(run).invoke("notes", "greet");
  run.terminal.signal("SIGTERM");
  const { err } = await run.ended;
  expect([value, err.includes("replaced")]).toEqual(["Hello", false]);
});

test("nothing is left of a start that fails: each skill's problem has its place", async () => {
  const at = await notesWorkspace();
  at.write("host.yaml", "skills: [notes.yaml, b.yaml, c.yaml]");
  at.write("b.yaml", "id: b\npath: notes.wasm\npermissions:\n  llm: { enabled: true }\n");
  at.write("c.yaml", "id: c\npath: c.wasm\n");
  at.write("c.wasm", Buffer.from("\0asm\x01\0\0\0", "latin1"));
  const run = startCli(at, ["run"]);
  expect(await run.ended).toEqual({
    code: 2,
    out: "",
    err:
      "Cannot use configuration: 2 problems\n" +
      'b.yaml:4:3: Cannot meet requirement "env GREETING": env doesn\'t hold it. ' +
      "Hint: set env.GREETING\n" +
      "c.yaml:2:7: Cannot load module: it is no skill: it exports none of skill_alloc, " +
      "skill_free, skill_handle, skill_describe. Hint: compile the lib.ts that skill-gen writes, " +
      "not the sources that it reads\n",
  });
  expect(host(run).list()).toEqual([]);
});

test("metrics are served where host.yaml says, until the end", async () => {
  const at = await notesWorkspace();
  at.write("host.yaml", 'skills: [notes.yaml]\nmetrics: { addr: "127.0.0.1:0" }\n');
  const run = await start(at);
  await host(run).invoke("notes", "greet");
  const [url = ""] = /http:[^ "\\]+\/metrics/.exec(run.terminal.told) ?? [];
  const text = await (await fetch(url)).text();
  run.terminal.signal("SIGTERM");
  await run.ended;
  expect(text).toContain('skill_calls_total{skill="notes",method="greet",end="ok"} 1\n');
  await expect(fetch(url)).rejects.toThrow();
});

test("a skill that can't be read is told and nothing starts", async () => {
  const at = new Workspace({ "host.yaml": "skills: [n.yaml]", "n.yaml": "id: n\npath: n.wasm" });
  at.write("n.wasm", (await notesModule()).subarray(0, 1000));
  const { code, err } = await startCli(at, ["run"]).ended;
  expect([code, err.split(": ").slice(0, 4)]).toEqual([
    2,
    ["Cannot use configuration", "a problem\nn.yaml:2:7", "Cannot load module", expect.any(String)],
  ]);
});

test("http in host.yaml serves MCP where it says", async () => {
  const at = await notesWorkspace();
  at.write("host.yaml", 'skills: [notes.yaml]\nhttp: { addr: "127.0.0.1:0" }\n');
  const run = await start(at);
  const [, url = ""] = / MCP {2}(\S+)/.exec(run.terminal.told) ?? [];
  const answer = await fetch(url, { method: "POST", body: "{}" });
  expect([new URL(url).pathname, answer.status]).toEqual(["/mcp", 415]);
  run.terminal.signal("SIGTERM");
  expect((await run.ended).code).toBe(0);
  await expect(fetch(url)).rejects.toThrow("fetch failed");
});

test("routes, sockets and the gateway are served, and every request is in the log", async () => {
  const at = await notesWorkspace();
  at.write(
    "host.yaml",
    `skills: [notes.yaml]
http: { addr: "127.0.0.1:0" }
web: { route: { method: GET, path: "/greet", ref: notes.greet, bind: params } }
websocket: { port: 0, route: { socket: room, listen: true } }
gateway: {}
`,
  );
  const run = await start(at);
  const names = [...run.terminal.told.matchAll(/^ {2}(\S+) +((?:http|ws):\S+)$/gm)];
  const urls = Object.fromEntries(names.map(([, name, url]) => [name, url]));
  expect(Object.keys(urls)).toEqual(["MCP", "gateway", "routes", "sockets"]);
  expect(new URL(urls.sockets ?? "").pathname).toBe("/ws/room");
  expect(new URL(urls.sockets ?? "").port).not.toBe(new URL(urls.routes ?? "").port);
  const answer = await fetch(`${urls.routes}/greet`);
  expect([answer.status, await answer.text()]).toEqual([200, "Hello"]);
  await run.terminal.hears("GET /greet 200");
  run.terminal.signal("SIGTERM");
  expect((await run.ended).code).toBe(0);
});

test("a route to what isn't there is told with its line, and nothing starts", async () => {
  const at = await notesWorkspace();
  at.write(
    "host.yaml",
    `skills: [notes.yaml]
web:
  routes:
    - { method: GET, path: /, ref: notes.grete }
`,
  );
  const { code, err } = await startCli(at, ["run"]).ended;
  expect([code, err.split(": ").slice(0, 4)]).toEqual([
    2,
    [
      "Cannot use configuration",
      "a problem\nhost.yaml:4:36",
      'Cannot find method "notes.grete"',
      expect.stringContaining("greet"),
    ],
  ]);
});

test("an address that others reach isn't served without tokens", async () => {
  const at = await notesWorkspace();
  at.write("host.yaml", 'skills: [notes.yaml]\nhttp: { addr: "0.0.0.0:0" }\n');
  expect(await startCli(at, ["run"]).ended).toEqual({
    code: 2,
    out: "",
    err:
      "Cannot serve MCP on 0.0.0.0:0: everybody who reaches this address could use the skills. " +
      "Hint: add tokens to host.yaml, or listen on 127.0.0.1\n",
  });
});
