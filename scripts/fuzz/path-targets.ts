import { posix } from "node:path";
import { parseArgv } from "../../engine/cores/argv.js";
import { patternsOverlap } from "../../engine/cores/glob/overlap.js";
import { parseGlob } from "../../engine/cores/glob/parse.js";
import { compileGlob } from "../../engine/cores/glob.js";
import { decideFs } from "../../engine/permissions/fs.js";
import { normalizePath } from "../../engine/permissions/path.js";
import { type FuzzTarget, fromText, promise, toText, unlessRefused } from "./fuzz-target.js";

const dirs = ["/data/notes:rw", "/data/*/shared:ro", "/srv/{a,b}:rw"];
const inside = /^\/(data\/notes|data\/[^/]+\/shared|srv\/[ab])(\/|$)/;

/** A path of a skill: what is allowed lies inside, as Node's own path module sees it. */
export function pathTarget(): FuzzTarget {
  return {
    name: "path",
    corpus: ["/data/notes/a.txt", "/data/x/shared/../../notes", "/srv/a/./b//c/"].map(fromText),
    words,
    run: (input) => {
      const path = toText(input);
      const normal = unlessRefused(() => normalizePath(path), SyntaxError);
      const decision = decideFs({ enabled: true, dirs }, { path, mode: "rw" });
      if (normal === undefined) return promise(!decision.allowed, "a refused path is allowed");
      promise(normalizePath(normal) === normal, "a normal path changes");
      const ofNode = posix.join(path, ".");
      promise(
        normal === ofNode.slice(0, 1) + ofNode.slice(1).replace(/\/$/, ""),
        "Node reads it otherwise",
      );
      promise(!decision.allowed || inside.test(normal), "a path outside is allowed");
    },
  };
}

/** A pattern, and a text on the next line: an answer or a SyntaxError, in time. */
export function globTarget(): FuzzTarget {
  return {
    name: "glob",
    corpus: ["/a/**/b*.{js,ts}\n/a/x/y/bc.ts", "[!a-z]?\\*\n1x*", "{a,b{c,d}}\nbc"].map(fromText),
    words: [...words, ...globWords],
    run: (input) => {
      const [pattern = "", ...rest] = toText(input).split("\n");
      const text = rest.join("\n");
      const glob = unlessRefused(() => compileGlob(pattern), SyntaxError);
      if (glob === undefined) return;
      const literal = text.replace(/[*?[\]{},!\\^-]/g, "\\$&");
      promise(compileGlob(literal).matches(text), "the text as a pattern doesn't match itself");
      const overlap = patternsOverlap(parseGlob(pattern), parseGlob(literal));
      promise(
        glob.matches(text) === overlap,
        "the text overlaps and doesn't match, or the other way",
      );
    },
  };
}

/** A command: words, or a SyntaxError; quoted again they're the same words. */
export function commandTarget(): FuzzTarget {
  return {
    name: "command",
    corpus: [`git log --format='%H %s' "a b"`, "ls -la \\$HOME *.ts", 'printf "x\\n"'].map(
      fromText,
    ),
    words: [...words, ...shellWords],
    run: (input) => {
      const argv = unlessRefused(() => parseArgv(toText(input)), SyntaxError);
      if (argv === undefined) return;
      const quoted = argv.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
      promise(
        JSON.stringify(parseArgv(quoted)) === JSON.stringify(argv),
        "it reads otherwise quoted",
      );
    },
  };
}

const words = [
  ...[
    "/",
    "//",
    ".",
    "..",
    "/../",
    "/./",
    "\\",
    "\0",
    "\n",
    " ",
    "~",
    "%2e%2e",
    "%2f",
    "．．",
    "\ufeff",
  ],
  ...["/data/notes", "/data/", "/srv/a", "notes", "shared", "\u0301", "\ud83d", "😀", ":rw", "a"],
];
const globWords = [
  "*",
  "**",
  "?",
  "[",
  "]",
  "[!",
  "[^a-",
  "{",
  "}",
  ",",
  "\\",
  "/**/",
  "{a,b}",
  "{{",
];
const shellWords = [
  "'",
  '"',
  "`",
  "$(",
  "${",
  "$",
  ";",
  "&&",
  "|",
  ">",
  "<",
  "(",
  "\r",
  "!",
  "#",
  "=",
  "\t",
];
