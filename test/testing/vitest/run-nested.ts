import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "../../support/sources.js";

const cache = join(root, "node_modules/.cache");
/** Each run compiles a skill or two: optimizing asc's WebAssembly meanwhile would take longer. */
const vitest = ["--liftoff-only", join(root, "node_modules/vitest/vitest.mjs")];

const config = `import { skillPlugin } from ${JSON.stringify(join(root, "testing/vitest/index.ts"))};

export default {
  plugins: [skillPlugin()],
  resolve: {
    alias: { "@luminarys/sdk-as/testing": ${JSON.stringify(join(root, "testing/index.ts"))} },
  },
  cacheDir: ".vite",
  test: { include: ["test/**/*.test.ts"], exclude: [], maxWorkers: 1, server: { deps: { inline: [/nested-/] } } },
};
`;

/** Writes a skill project below the repository's node_modules, whose packages it imports. */
export function writeProject(files: Readonly<Record<string, string>>): string {
  mkdirSync(cache, { recursive: true });
  return fillProject(mkdtempSync(join(cache, "nested-")), files);
}

/** The same elsewhere: vite watches no file below a node_modules. */
export function writeWatchedProject(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "nested-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return fillProject(folder, files);
}

function fillProject(made: string, files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(made);
  const all = {
    "asconfig.json": JSON.stringify({ extends: "@luminarys/sdk-as/asconfig.json" }),
    "package.json": JSON.stringify({ type: "module" }),
    "vitest.config.ts": config,
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

export function removeProject(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs a project's tests with the plugin, or those of one file. Gives what vitest prints. */
export function runNested(folder: string, ...files: string[]): string {
  const args = [...vitest, "run", "--reporter=default", ...files];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    env: environment(),
    encoding: "utf8",
  });
  return stripVTControlCharacters(stdout + stderr);
}

/** vitest in watch mode. */
export class WatchedRun {
  private readonly child: ChildProcess;
  private printed = "";
  private onPrinted = () => {};

  constructor(folder: string) {
    const args = [...vitest, "watch", "--reporter=default"];
    this.child = spawn(process.execPath, args, { cwd: folder, env: environment() });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.printed += stripVTControlCharacters(text);
        this.onPrinted();
      });
    }
  }

  /** Waits for a run that prints this. Gives what was printed since the one before. */
  async until(wanted: string): Promise<string> {
    while (!this.printed.includes(wanted)) {
      await new Promise<void>((resolve) => {
        this.onPrinted = resolve;
      });
    }
    const { printed } = this;
    this.printed = "";
    return printed;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill();
    await ended;
  }
}

function environment(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, ...outer } = process.env;
  const own = Object.entries(outer).filter(([name]) => !name.startsWith("VITEST"));
  return { ...Object.fromEntries(own), NO_COLOR: "1" };
}
