import { expect, test } from "vitest";
import { loadHostConfig } from "../../config/load-host-config.js";
import { emptyModule, Workspace } from "./workspace.js";

const hint = "grant another folder, or keep the store elsewhere by store.path of host.yaml";

function start(at: Workspace, { dirs, host = "" }: { dirs: readonly string[]; host?: string }) {
  at.write("host.yaml", `skills: [notes.yaml]\n${host}`);
  at.write("notes.wasm", emptyModule);
  const fs = `{ enabled: true, dirs: ${JSON.stringify(dirs)} }`;
  at.write("notes.yaml", `id: notes\npath: notes.wasm\npermissions: { fs: ${fs} }\n`);
  return loadHostConfig("host.yaml", { cwd: at.root, env: {} });
}

test.each([
  ["the store's folder", "/data:rw"],
  ["a file in it", "/data/store.mdb:ro"],
  ["a folder that holds it", ":rw"],
])("a skill isn't granted %s", (_, grant) => {
  const at = new Workspace();
  const line = `${at.root}${grant}`;
  expect(() => start(at, { dirs: [line] })).toThrow(
    `Cannot use configuration: a problem\nnotes.yaml: Cannot grant "${line}": the host's store is at data. Hint: ${hint}`,
  );
});

test("a link to the store is seen through", () => {
  const at = new Workspace({ "data/store.mdb": "" });
  at.link("link", at.path("data"));
  expect(() => start(at, { dirs: [at.path("link:rw")] })).toThrow(`Cannot grant`);
});

test("folders beside the store are granted, names that begin alike among them", () => {
  const at = new Workspace();
  const dirs = [at.path("files:rw"), at.path("data-of-mine:rw"), "/:ro"];
  expect(start(at, { dirs }).skills).toHaveLength(1);
});

test("where the store is elsewhere, the default folder is as good as any", () => {
  const at = new Workspace();
  const host = `store: { path: ${at.path("store")} }\n`;
  expect(start(at, { dirs: [at.path("data:rw")], host }).skills).toHaveLength(1);
  expect(() => start(at, { dirs: [at.path("store:ro")], host })).toThrow("Cannot grant");
});
