import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { checkFolder, checkPort } from "../../../faces/cli/doctor/config-checks.js";
import {
  checkDns,
  checkFileDescriptors,
  checkNode,
} from "../../../faces/cli/doctor/machine-checks.js";
import { Workspace } from "../../config/workspace.js";

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
