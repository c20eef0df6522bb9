import { describe, expect, test } from "vitest";
import { createCluster } from "../../../testing/devices/cluster.js";
import { createDns } from "../../../testing/devices/dns.js";
import { createFs } from "../../../testing/devices/fs.js";
import { createLlm } from "../../../testing/devices/llm.js";
import { Log } from "../../../testing/devices/log.js";
import { createShell } from "../../../testing/devices/shell.js";
import { createSystem } from "../../../testing/devices/system.js";
import { call, failureOf, START_MS, surroundingsOf } from "./surroundings.js";

function machine() {
  const surroundings = surroundingsOf();
  const { clock } = surroundings;
  const fs = createFs(surroundings);
  const log = new Log({ now: () => clock.now(), linesPerSecond: () => 3 });
  const env = () => ({ HOME: "/home", MODE: "manifest" });
  return {
    clock,
    fs: fs.levers,
    log,
    system: createSystem({ surroundings, tree: fs.tree, log, env }),
    shell: createShell({ surroundings, tree: fs.tree }),
    cluster: createCluster({ surroundings, tree: fs.tree }),
    llm: createLlm({ surroundings }),
  };
}

describe("system", () => {
  test.each([
    ["UTC", "2026-01-02T03:04:05Z", 0],
    ["Europe/Berlin", "2026-01-02T04:04:05+01:00", 3600],
    ["America/St_Johns", "2026-01-01T23:34:05-03:30", -12600],
    ["Asia/Kathmandu", "2026-01-02T08:49:05+05:45", 20700],
  ])("the clock tells the time in %s", (timeZone, rfc3339, utc_offset) => {
    const { system } = machine();
    system.levers.set({ timeZone });
    expect(system.device.time_now({}, call)).toEqual({
      unix: START_MS / 1000,
      unix_nano: BigInt(START_MS) * 1_000_000n,
      rfc3339,
      timezone: timeZone,
      utc_offset,
    });
  });

  test("an unknown zone is refused at once", () => {
    const { system } = machine();
    expect(() => system.levers.set({ timeZone: "Moon/Base" })).toThrow(RangeError);
    expect(system.device.time_now({}, call).timezone).toBe("UTC");
  });

  test("facts are what the test says, else a plain Linux machine", () => {
    const { system } = machine();
    system.levers.set({ hostname: "box", cpus: 64 });
    const want = { os: "linux", arch: "amd64", hostname: "box", num_cpu: 64 };
    expect(system.device.sys_info({}, call)).toEqual(want);
  });

  test("variables come from the test, then from the manifest, else are empty", () => {
    const { system } = machine();
    system.levers.set({ env: { MODE: "test" } });
    const read = (key: string) => system.device.env_get({ key }, call).value;
    expect([read("MODE"), read("HOME"), read("NONE"), read("constructor")]).toEqual([
      "test",
      "/home",
      "",
      "",
    ]);
  });

  test("the disk is that of the files, unless the test says otherwise", () => {
    const { system, fs } = machine();
    fs.resizeDisk(1000);
    fs.write("/a", "x".repeat(250));
    const want = { total_bytes: 1000, free_bytes: 750, used_bytes: 250, used_pct: 25 };
    expect(system.device.disk_usage({ path: "" }, call)).toEqual(want);
    system.levers.set({ disk: { totalBytes: 10, freeBytes: 5 } });
    expect(system.device.disk_usage({ path: "/a" }, call).used_pct).toBe(50);
    expect(failureOf(() => system.device.disk_usage({ path: "/b" }, call))).toBe(
      'not_found: Cannot measure the disk of "/b": no such file or directory',
    );
  });

  test("log lines are kept with level, fields and time", () => {
    const { system, log } = machine();
    const line = { level: "warn", message: "low", fields: { left: 3 } };
    system.device.log_write(line, call);
    system.device.log_write({ ...line, level: "info", message: "ok" }, call);
    expect(log.lines[0]).toEqual({ ...line, skillId: "skill", sessionId: "s1", atMs: START_MS });
    expect(log.messages("warn")).toEqual(["low"]);
    expect(log.messages()).toEqual(["low", "ok"]);
  });
});

test("log lines beyond what a skill may write in a second are dropped and counted", () => {
  const { system, log, clock } = machine();
  const write = (message: string) =>
    system.device.log_write({ level: "info", message, fields: {} }, call);
  for (const message of ["1", "2", "3", "4", "5"]) write(message);
  clock.advance(1000);
  write("6");
  expect([log.messages(), log.dropped]).toEqual([["1", "2", "3", "6"], 2]);
});

describe("shell", () => {
  const request = {
    command: "git status",
    workdir: "/data",
    timeout_ms: 0,
    tail: 0,
    grep: "",
    as_daemon: false,
    log_file: "",
  };

  test.each([
    ["git status", "git status", true],
    ["git **", "git  log --oneline", true],
    ["git **", "git", true],
    ["go test ./*", "go test ./a/b", false],
    [/^npm (ci|install)$/, "npm ci", true],
  ])("%s stands for %j: %s", (pattern, command, want) => {
    const { shell } = machine();
    shell.levers.on(pattern).reply({ output: "ok" });
    const failure = failureOf(() => shell.device.shell_exec({ ...request, command }, call));
    expect(failure === undefined).toBe(want);
  });

  test("output and exit code are those scripted", () => {
    const { shell } = machine();
    shell.levers.on("git status").reply({ output: "clean\n", exitCode: 3 });
    const want = { output: "clean\n", exit_code: 3, pid: 0, log_file: "" };
    expect(shell.device.shell_exec(request, call)).toEqual(want);
    expect(shell.levers.commands).toEqual([request]);
    expect(shell.unused()).toEqual([]);
  });

  test.each([
    [{ tail: 2 }, "b2\nc1\n"],
    [{ grep: "^[ab]" }, "a1\nb2\n"],
    [{ grep: "1$", tail: 1 }, "c1\n"],
    [{ grep: "x" }, ""],
  ])("%j leaves %j", (filter, output) => {
    const { shell } = machine();
    shell.levers.on("git status").reply({ output: "a1\nb2\nc1\n" });
    expect(shell.device.shell_exec({ ...request, ...filter }, call).output).toBe(output);
  });

  test("a command that runs too long times out on the virtual clock", () => {
    const { shell, clock } = machine();
    shell.levers.on("git status").reply({ delayMs: 2000 }).hang();
    shell.device.shell_exec(request, call);
    expect(clock.now()).toBe(START_MS + 2000);
    expect(failureOf(() => shell.device.shell_exec(request, call))).toBe(
      'timeout: Cannot run "git status": no answer within 30000 ms',
    );
    expect(clock.now()).toBe(START_MS + 32_000);
  });

  test("a daemon runs on and writes its log", () => {
    const { shell, fs } = machine();
    shell.levers.on("serve").reply({ output: "listening\n" });
    const daemon = { ...request, command: "serve", as_daemon: true, log_file: "/data/log" };
    const want = { output: "", exit_code: 0, pid: 1000, log_file: "/data/log" };
    expect(shell.device.shell_exec(daemon, call)).toEqual(want);
    shell.levers.daemons[0]?.log("request\n");
    expect(fs.text("/data/log")).toBe("listening\nrequest\n");
    shell.close("other");
    expect(shell.levers.daemons[0]?.running).toBe(true);
    shell.close("skill");
    expect(shell.levers.daemons[0]?.running).toBe(false);
  });

  test("a command that nothing is scripted for names the lever", () => {
    const { shell } = machine();
    shell.levers.on("git stash").reply({});
    expect(failureOf(() => shell.device.shell_exec(request, call))).toBe(
      'unavailable: Cannot answer shell_exec "git status": nothing is scripted for it (scripted: "git stash"). Hint: host.shell.on("git status").reply({ output: "..." })',
    );
    expect(shell.unused()).toEqual(['host.shell.on("git stash")']);
  });

  test("answers come in order; the last rule goes first", () => {
    const { shell } = machine();
    shell.levers.on("**").reply({ output: "any" });
    shell.levers.on("git status").reply({ output: "1" }).times(2).reply({ output: "2" }).once();
    const outputs = [1, 2, 3, 4].map(() => shell.device.shell_exec(request, call).output);
    expect(outputs).toEqual(["1", "1", "2", "any"]);
  });
});

describe("llm", () => {
  const prompt = { prompt: "Say hello", temperature: 0, max_tokens: 0 };
  const history = [
    { role: "user", content: "a" },
    { role: "assistant", content: "b" },
    { role: "user", content: "c" },
  ];

  test.each([
    ["", ["a", "b", "c"]],
    ["last:2", ["b", "c"]],
    ["last:0", []],
    ["last:9", ["a", "b", "c"]],
    ["role:user", ["a", "c"]],
    ["role:system", []],
  ])("history %j", (filter, want) => {
    const { llm } = machine();
    llm.levers.history(history);
    expect(llm.device.history_get({ filter }, call).map(({ content }) => content)).toEqual(want);
  });

  test("a session's own history goes first", () => {
    const { llm } = machine();
    llm.levers.history(history);
    llm.levers.history([], { sessionId: "s1" });
    expect(llm.device.history_get({ filter: "" }, call)).toEqual([]);
  });

  test.each(["first:1", "last:x", "last:", "role:"])("filter %j is refused", (filter) => {
    const { llm } = machine();
    expect(failureOf(() => llm.device.history_get({ filter }, call))).toBe(
      `invalid: Cannot read history filter "${filter}": expected "last:<count>" or "role:<name>"`,
    );
  });

  test("prompts are completed by rule, by function, else by the general answer", () => {
    const { llm } = machine();
    llm.levers.on(/hello/).reply((request) => request.prompt.toUpperCase());
    llm.levers.reply("anything");
    expect(llm.device.prompt_complete(prompt, call)).toEqual({ content: "SAY HELLO" });
    const other = { ...prompt, prompt: "Other" };
    expect(llm.device.prompt_complete(other, call)).toEqual({ content: "anything" });
    expect(llm.levers.prompts).toEqual([prompt, other]);
  });

  test("a failing model and a prompt that nothing is scripted for are errors", () => {
    const { llm } = machine();
    expect(failureOf(() => llm.device.prompt_complete(prompt, call))).toBe(
      'unavailable: Cannot answer prompt_complete "Say hello": nothing is scripted for it (scripted: nothing). Hint: host.llm.on("Say hello").reply("...")',
    );
    llm.levers.on("Say *").fail();
    expect(failureOf(() => llm.device.prompt_complete(prompt, call))).toBe(
      "unavailable: Cannot complete the prompt: the model can't be reached",
    );
  });
});

describe("cluster", () => {
  test("nodes are listed with the current one", () => {
    const { cluster } = machine();
    cluster.levers.node("w1", { role: "worker", skills: ["echo"] });
    expect(cluster.device.cluster_node_list({}, call)).toEqual({
      current_node: "local",
      nodes: [
        { node_id: "local", role: "master", skills: [] },
        { node_id: "w1", role: "worker", skills: ["echo"] },
      ],
    });
  });

  test("files go to a node and come back", () => {
    const { cluster, fs } = machine();
    fs.write("/data/a", "content");
    const node = cluster.levers.node("w1");
    const send = { target_node: "w1", local_path: "/data/a", remote_path: "/in/a" };
    cluster.device.file_transfer_send(send, call);
    expect(node.text("/in/a")).toBe("content");
    const receive = { source_node: "w1", remote_path: "/in/a", local_path: "/data/b" };
    cluster.device.file_transfer_recv(receive, call);
    expect(fs.text("/data/b")).toBe("content");
  });

  test("a node that is missing, down or without the file is an error", () => {
    const { cluster } = machine();
    const receive = { source_node: "w1", remote_path: "/in/a", local_path: "/data/b" };
    const act = () => failureOf(() => cluster.device.file_transfer_recv(receive, call));
    expect(act()).toBe(
      'unavailable: Cannot answer file_transfer_recv from "w1": nothing is scripted for it (scripted: nothing). Hint: host.cluster.node("w1")',
    );
    cluster.levers.node("w1").goDown();
    expect(act()).toBe('unavailable: Cannot reach node "w1": it is down');
    cluster.levers.node("w1").comeUp();
    expect(act()).toBe('not_found: Cannot receive "/in/a" from "w1": no such file');
  });
});

describe("dns", () => {
  test.each([
    ["127.0.0.1", ["127.0.0.1"]],
    ["[::1]", ["::1"]],
    ["localhost", ["127.0.0.1"]],
    ["redis", ["10.0.0.2"]],
    ["db.internal", ["10.0.0.2"]],
    ["api.example.com", ["203.0.113.2"]],
  ])("%s leads to %j without being told", (name, want) => {
    expect(createDns().resolve(name)).toEqual(want);
  });

  test("a name keeps its address; another has another", () => {
    const dns = createDns();
    const names = ["a.com", "b.com", "A.com."].map((name) => dns.resolve(name)[0]);
    expect(names).toEqual(["203.0.113.2", "203.0.113.3", "203.0.113.2"]);
  });

  test("a name can lead elsewhere from look-up to look-up", () => {
    const dns = createDns();
    dns.levers.sequence("evil.com", [["1.2.3.4"], ["127.0.0.1"]]);
    const found = [1, 2, 3].map(() => dns.resolve("evil.com"));
    expect(found).toEqual([["1.2.3.4"], ["127.0.0.1"], ["127.0.0.1"]]);
    expect(dns.levers.lookups).toEqual(["evil.com", "evil.com", "evil.com"]);
  });

  test("an unknown name is an error, a wrong address one of the test", () => {
    const dns = createDns();
    dns.levers.fail("gone.com");
    expect(dns.unused()).toEqual(['host.dns.set("gone.com")']);
    expect(failureOf(() => dns.resolve("gone.com"))).toBe(
      'not_found: Cannot resolve "gone.com": no such name',
    );
    expect(() => dns.levers.set("a.com", ["b.com"])).toThrow(
      new TypeError('Cannot set address "b.com": it is no IP address'),
    );
  });
});
