import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { main } from "../../codegen/cli.js";

/** A temporary folder with files in it. */
export class Workspace {
  readonly root = mkdtempSync(join(tmpdir(), "skill-gen-"));

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  path(path: string): string {
    return join(this.root, path);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), text);
  }

  read(path: string): string {
    return readFileSync(this.path(path), "utf8");
  }

  chmod(path: string, mode: number): void {
    chmodSync(this.path(path), mode);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

interface Surroundings {
  env?: Record<string, string>;
  isTerminal?: boolean;
  isOutTerminal?: boolean;
  ask?: (question: string) => Promise<string>;
}

/** Runs skill-gen in the workspace, in this process. */
export async function runCli(
  workspace: Workspace,
  args: readonly string[],
  surroundings: Surroundings = {},
): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await main(args, {
    cwd: workspace.root,
    env: {},
    isTerminal: false,
    ...surroundings,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

/** A skill without findings. */
export const goodSkill = `// @skill:id com.example.notes
// @skill:name "Notes"
// @skill:version 1.0.0

// @skill:method add "Adds a note"
// @skill:param title required "The title"
export function add(title: string): string {
  return title;
}
`;
