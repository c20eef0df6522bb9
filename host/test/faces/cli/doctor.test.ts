import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { checkFolder, checkPort } from "../../../faces/cli/doctor/config-checks.js";
import {
  checkDns,
  checkFileDescriptors,
  checkNode,
} from "../../../faces/cli/doctor/machine-checks.js";
import { emptyModule, Workspace } from "../../config/workspace.js";
import { manifest, notesWorkspace } from "./built-skill.js";
import { runCli, startCli } from "./run-cli.js";

test.each([
  ["20.19.0", "ok"],
  ["22.0.0", "ok"],
  ["20.18.3", "fail"],
  ["18.20.0", "fail"],
])("Node %s is %s", (version, status) => {
  expect(checkNode(version).status).toBe(status);
});

test("a system without /proc works, with less", () => {
  expect(checkFileDescriptors("/nowhere/fd")).toEqual({
    name: "files",
    status: "warn",
    found: "/nowhere/fd is not there",
    hint:
      "file permissions are checked in a weaker way; run on Linux with /proc where skills are " +
      "hostile",
  });
});

test("names that can't be resolved are a failure with the system's reason", async () => {
  const { status, found } = await checkDns("nowhere.invalid");
  expect([status, found]).toEqual(["fail", expect.stringContaining("nowhere.invalid")]);
});

describe("a data folder", () => {
  test("that is there can be written, and nothing is left in it", () => {
    const at = new Workspace({ "data/x": "" });
    const path = at.path("data");
    expect(checkFolder(path)).toEqual({
      name: "data",
      status: "ok",
      found: `${path} can be written`,
    });
  });

  test("that isn't there can be made, and isn't", () => {
    const at = new Workspace();
    const path = at.path("deep/data");
    const found = checkFolder(path);
    expect([found, at.exists("deep")]).toEqual([
      { name: "data", status: "ok", found: `${path} can be made` },
      false,
    ]);
  });
});

describe("a port", () => {
  test("that is free", async () => {
    const { status, found } = await checkPort({ host: "127.0.0.1", port: 0 });
    expect([status, found]).toEqual(["ok", "127.0.0.1:0 is free"]);
  });

  test("that somebody listens on", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const { status, hint } = await checkPort({ host: "127.0.0.1", port });
    server.close();
    const wanted = `end what listens on 127.0.0.1:${port}, or choose another address`;
    expect([status, hint]).toEqual(["fail", wanted]);
  });
});

describe("doctor", () => {
  test("looks at the machine, and at nothing else without a host.yaml", async () => {
    const { code, out } = await runCli(new Workspace(), ["doctor", "--json"]);
    const found = JSON.parse(out).map((each: { name: string; status: string }) => [
      each.name,
      each.status,
    ]);
    expect([code, found]).toEqual([
      0,
      [
        ["node", "ok"],
        ["files", "ok"],
        ["threads", "ok"],
        ["dns", "ok"],
        ["store", "ok"],
      ],
    ]);
  });

  test("names a port in use, and a folder that can't be made", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const at = new Workspace({
      "host.yaml": `http: { addr: "127.0.0.1:${port}" }\nstore: { path: file/data }`,
      file: "",
    });
    const { code, out } = await runCli(at, ["doctor"]);
    server.close();
    expect([code, out.split("\n").slice(5)]).toEqual([
      1,
      [
        "ok    config   host.yaml with 0 skills",
        "fail  data     <root>/file can't be written: a part of its path is not a folder",
        "               Hint: let this user write there, or choose another folder as store.path",
        `fail  port     listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
        `               Hint: end what listens on 127.0.0.1:${port}, or choose another address`,
        "",
      ],
    ]);
  });

  test("names the port that routes of a manifest are served at", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const at = await notesWorkspace();
    const route = "{ method: GET, path: /, ref: greet }";
    at.write("notes.yaml", `${manifest}web: { port: ${port}, route: ${route} }\n`);
    const { code, out } = await runCli(at, ["doctor"]);
    server.close();
    expect([code, out]).toEqual([
      1,
      expect.stringContaining(
        `fail  port     listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`,
      ),
    ]);
  });

  test("fails while another host has the store", async () => {
    const at = await notesWorkspace();
    const run = startCli(at, ["run"]);
    await run.terminal.hears("Ctrl+C");
    const { code, out } = await runCli(at, ["doctor"]);
    run.terminal.signal("SIGTERM");
    await run.ended;
    expect([code, out]).toEqual([
      1,
      expect.stringContaining(
        `fail  data     process ${process.pid} has <root>/data open\n` +
          `${" ".repeat(15)}Hint: a host runs here already: stop it before another one starts\n`,
      ),
    ]);
    expect((await runCli(at, ["doctor"])).code).toBe(0);
  });

  test("names what would keep run from starting: modules, requirements and routes", async () => {
    const at = await notesWorkspace();
    at.write("host.yaml", "skills: [b.yaml, c.yaml]");
    at.write("b.yaml", "id: b\npath: notes.wasm\n");
    at.write("c.yaml", "id: c\npath: c.wasm\n");
    at.write("c.wasm", emptyModule);
    const found = [await runCli(at, ["doctor"])];
    at.write(
      "host.yaml",
      "skills: [notes.yaml]\nweb: { route: { method: GET, path: /, ref: nots } }",
    );
    found.push(await runCli(at, ["doctor"]));
    const run = await runCli(at, ["run"]);
    const indented = run.err.trimEnd().replaceAll("\n", `\n${" ".repeat(15)}`);
    expect(found.map(({ code }) => code)).toEqual([1, 1]);
    expect(found[0]?.out).toContain("Cannot use configuration: 2 problems\n");
    expect(found[0]?.out).toContain(' b.yaml:1:1: Cannot meet requirement "env GREETING": ');
    expect(found[0]?.out).toContain(" c.yaml:2:7: Cannot load module");
    expect(found[1]?.out).toContain(`fail  config   ${indented}\n`);
  });

  test("warns of a route whose path gives what the method doesn't take", async () => {
    const at = await notesWorkspace();
    const route = "{ method: GET, path: '/files/:file', ref: read, bind: params }";
    at.write("notes.yaml", `${manifest}web: { port: 0, route: ${route} }\n`);
    const { code, out } = await runCli(at, ["doctor"]);
    expect([code, out]).toEqual([0, expect.stringContaining("\nwarn  routes   route GET /files/")]);
  });

  test("counts one skill as one", async () => {
    const { out } = await runCli(await notesWorkspace(), ["doctor"]);
    expect(out).toContain("\nok    config   host.yaml with 1 skill\n");
  });

  test("shows what is wrong with host.yaml", async () => {
    const at = new Workspace({ "host.yaml": "skill: []" });
    const { code, out } = await runCli(at, ["doctor"]);
    expect([code, out.split("\n").slice(5)]).toEqual([
      1,
      [
        "fail  config   Cannot use configuration: a problem",
        '               host.yaml:1:1: Unknown key "skill". Hint: did you mean "skills"?',
        "               Hint: correct what is named",
        "",
      ],
    ]);
  });
});
