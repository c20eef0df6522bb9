import { readFileSync } from "node:fs";
import type { Diagnostic } from "../../codegen/diagnostics.js";
import { createGenerator } from "../../codegen/generate.js";
import { type FuzzTarget, promise, toText } from "./fuzz-target.js";

const samples = ["notes-api", "archive", "clock", "fs"].map(
  (name) => new URL(`../../examples/${name}/assembly/skill.ts`, import.meta.url),
);

/** skill-gen on any source: an entry file or diagnostics that say where, never an exception. */
export async function skillGenTarget(): Promise<FuzzTarget> {
  const generator = await createGenerator();
  return {
    name: "skill-gen",
    corpus: samples.map((url) => new Uint8Array(readFileSync(url))),
    words,
    run: (input) => {
      const text = toText(input);
      const sources = [{ path: "skill.ts", text }];
      const { diagnostics, files } = generator.generate(sources, { version: "0.0.0" });
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      promise((errors.length === 0) === (files.length === 1), "no file and no error, or both");
      const lines = text.split(/\r\n|\r|\n/).length;
      const placed = diagnostics.filter(({ path }) => path !== "");
      const isInside = ({ line, column }: Diagnostic) => line >= 1 && line <= lines && column >= 1;
      promise(placed.every(isInside), "a diagnostic is outside of the source");
    },
  };
}

const words = [
  ...[
    "@skill:id ",
    "@skill:method ",
    "@skill:param ",
    "@skill:requires ",
    "@skill:callback ",
    "// ",
    "/**",
    "*/",
  ],
  ...[
    "export ",
    "class ",
    "function ",
    "import ",
    " from ",
    "type ",
    "extends ",
    "enum ",
    "static ",
    "=",
  ],
  ...[
    "string",
    "i32",
    "u64",
    "Array<",
    "Map<",
    "Uint8Array",
    " | null",
    "bool",
    ">",
    "<",
    "(",
    ")",
    "{",
    "}",
  ],
  ...[
    "[",
    "]",
    ";",
    ":",
    ",",
    "?",
    ".",
    "`",
    "${",
    '"',
    "'",
    "\\",
    "\n",
    "\r",
    "\u2028",
    "\0",
    "😀",
    "#",
    "@",
  ],
] as const;
