import { renameSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { main } from "../../codegen/cli.js";
import { goodSkill, Workspace } from "./run-cli.js";

let workspace: Workspace;

beforeEach(() => {
  workspace = new Workspace({ "src/skill.ts": goodSkill });
});

afterEach(() => workspace.remove());

/** Text that arrives piece by piece, and someone who waits for some of it. */
class Output {
  #text = "";
  #wake: () => void = () => {};

  write(text: string): void {
    this.#text += text;
    this.#wake();
  }

  async until(part: string): Promise<void> {
    while (!this.#text.includes(part)) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#text = this.#text.slice(this.#text.indexOf(part) + part.length);
  }
}

/** Runs `skill-gen src --watch` until `end` is called, which gives the exit code. */
function startWatch(): { output: Output; end: () => Promise<number> } {
  const output = new Output();
  const stop = new AbortController();
  const write = (text: string) => output.write(text);
  const terminal = { cwd: workspace.root, env: {}, isTerminal: false, out: write, err: write };
  const ended = main(["src", "--watch"], { ...terminal, stop: stop.signal });
  return {
    output,
    end() {
      stop.abort();
      return ended;
    },
  };
}

test("--watch generates again at each change, through broken states", async () => {
  const { output, end } = startWatch();
  await output.until("Wrote src/lib.ts (1 method)\n");
  workspace.write("src/skill.ts", goodSkill.replace("com.example.notes", "notes"));
  await output.until("error SK104");
  workspace.write("src/skill.ts", goodSkill.replace("title: string", "title: bool"));
  await output.until("Wrote src/lib.ts (1 method)\n");
  expect(workspace.read("src/lib.ts")).toContain("title = args.bool();");
  workspace.write("src/more.ts", '// @skill:method ping "P"\nexport function ping(): void {}\n');
  await output.until("Wrote src/lib.ts (2 methods)\n");
  expect(await end()).toBe(0);
});

test("--watch waits for a folder that went away, and goes on", async () => {
  const { output, end } = startWatch();
  await output.until("Wrote src/lib.ts (1 method)\n");
  renameSync(workspace.path("src"), workspace.path("away"));
  await output.until('error SK901: Cannot read "src"');
  renameSync(workspace.path("away"), workspace.path("src"));
  await output.until("Up to date: src/lib.ts (1 method)\n");
  workspace.write("src/skill.ts", goodSkill.replace("title: string", "title: bool"));
  await output.until("Wrote src/lib.ts (1 method)\n");
  expect(await end()).toBe(0);
});
