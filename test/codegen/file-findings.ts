import { mkdirSync, symlinkSync } from "node:fs";
import { generateSkill, renderFindings } from "./render-findings.js";
import { goodSkill, runCli, Workspace } from "./run-cli.js";

interface Finding {
  text: string;
  want: string;
}

/** For each diagnostic that needs files, what produces it and the words it is then given. */
export const fileFindings: Readonly<Record<string, () => Promise<Finding>>> = {
  SK901: () =>
    find({
      prepare: (at) => symlinkSync("nowhere.ts", at.path("src/more.ts")),
      want: `error SK901: Cannot read "src/more.ts": no such file
  Hint: Make it readable, or move it out of the folder

1 error
`,
    }),
  SK902: () =>
    find({
      prepare: (at) => mkdirSync(at.path("src/lib.ts")),
      want: `error SK902: Cannot write "src/lib.ts": it is a folder
  Hint: Choose another target with --out

1 error
`,
    }),
  SK903: () =>
    find({
      prepare: (at) => at.write("src/lib.ts", "export const precious = 1;\n"),
      want: `error SK903: Cannot write "src/lib.ts": it was not made by skill-gen
  Hint: Rename it, or choose another target with --out

1 error
`,
    }),
  SK904: () =>
    find({
      prepare: (at) => at.write("src/more.ts", "\0asm @skill:id"),
      want: `error SK904: Cannot read "src/more.ts": it is not text
  Hint: Rename it, or move it out of the folder

1 error
`,
    }),
  SK905: async () => {
    const depth = 20_000;
    const deep = `${"(".repeat(depth)}1${")".repeat(depth)}`;
    const sources = [{ path: "skill.ts", text: `${goodSkill}const deep = ${deep};\n` }];
    return {
      text: renderFindings(sources, await generateSkill(sources)),
      want: `skill.ts:1:1 - error SK905: Cannot parse the source: it is nested too deeply
  1 | // @skill:id com.example.notes
    | ^
  Hint: Split the deepest expressions
`,
    };
  },
  SK906: () =>
    find({
      args: ["src", "--check"],
      want: `error SK906: src/lib.ts is out of date
  Hint: Run: skill-gen src

1 error
`,
    }),
};

interface Case {
  args?: string[];
  prepare?: (workspace: Workspace) => void;
  want: string;
}

async function find({ args = ["src"], prepare, want }: Case): Promise<Finding> {
  const workspace = new Workspace({ "src/skill.ts": goodSkill });
  try {
    prepare?.(workspace);
    const { err } = await runCli(workspace, args);
    return { text: err, want };
  } finally {
    workspace.remove();
  }
}
