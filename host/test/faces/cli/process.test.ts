import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import type { Workspace } from "../../config/workspace.js";
import { notesWorkspace } from "./built-skill.js";

const bin = fileURLToPath(new URL("../../../bin/skill-host.js", import.meta.url));

/** The command as its users start it. */
function start(at: Workspace, args: readonly string[]) {
  const env = { PATH: process.env.PATH };
  const child = spawn(process.execPath, [bin, ...args], { cwd: at.root, env });
  onTestFinished(() => void child.kill("SIGKILL"));
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    err += text;
  });
  const closed = once(child, "close");
  const ended = closed.then(([code, signal]) => ({ code, signal, out, err }));
  return {
    child,
    ended,
    async hears(text: string) {
      while (!err.includes(text)) {
        await Promise.race([once(child.stderr, "data"), closed]);
        if (child.exitCode !== null && !err.includes(text)) throw new Error(err);
      }
    },
  };
}

test("arguments come through a pipe, and the answer is all that goes to the output", async () => {
  const { child, ended } = start(await notesWorkspace(), ["call", "notes", "echo"]);
  child.stdin.end('{"text": "piped"}');
  expect(await ended).toEqual({
    code: 0,
    signal: null,
    out: "piped|0|0|0.0|false||none|0|fast|0\n",
    err: "",
  });
});

test("an interrupted call ends with 130", async () => {
  const { child, ended, hears } = start(await notesWorkspace(), ["call", "notes", "loop"]);
  await hears("looping");
  child.kill("SIGINT");
  expect(await ended).toMatchObject({ code: 130, signal: null, out: "" });
});

test("a host ends with 0 when it is told to", async () => {
  const { child, ended, hears } = start(await notesWorkspace(), ["run"]);
  await hears("Ctrl+C ends it.");
  child.kill("SIGTERM");
  expect(await ended).toMatchObject({ code: 0, signal: null, out: "" });
});

test("wrong usage ends with 2 and no stack", async () => {
  const { ended } = start(await notesWorkspace(), ["call", "nots", "echo"]);
  expect(await ended).toEqual({
    code: 2,
    signal: null,
    out: "",
    err: 'Cannot find skill "nots": host.yaml has "notes"\nHint: Did you mean "notes"?\n',
  });
});

test("who stops to read the output early gets no stack", async () => {
  const { child, ended } = start(await notesWorkspace(), ["inspect", "notes"]);
  child.stdout.destroy();
  expect(await ended).toMatchObject({ signal: null, err: "" });
});
