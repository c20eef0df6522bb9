import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { listSources, root } from "../test/support/sources.js";

/** A fenced block. Its info line after the language says what is done with it. */
interface Block {
  /** 1-based line of the opening fence. */
  line: number;
  /** `file=<path>` is written, `run` is executed, `output` is what the last run printed. */
  mark: string;
  language: string;
  text: string;
}

/** All pages, or those that are named: npx tsx scripts/check-docs.ts docs/testing.md */
const named = process.argv.slice(2);
const pages = listSources(
  (path) =>
    /^(README|CONTRIBUTING|CHANGELOG|SECURITY)\.md$|^docs\/.*\.md$/.test(path) &&
    (named.length === 0 || named.includes(path)),
);
/** Outside of the tree: what lies below a node_modules is nobody's project for vitest. */
const work = realpathSync(mkdtempSync(join(tmpdir(), "docs-")));
symlinkSync(join(root, "node_modules"), join(work, "node_modules"));

function readBlocks(text: string): Block[] {
  const fence = /^```(\w+)[ \t]+(file=\S+|run|output)[ \t]*\n([\s\S]*?)^```$/gm;
  return [...text.matchAll(fence)].map((match) => ({
    line: text.slice(0, match.index).split("\n").length,
    language: match[1] ?? "",
    mark: match[2] ?? "",
    text: match[3] ?? "",
  }));
}

/** Does what the page tells its reader to do, in a folder of its own; answers with what went wrong. */
function followPage(path: string, blocks: Block[]): string[] {
  const dir = join(work, path.replaceAll("/", "-"));
  mkdirSync(dir, { recursive: true });
  let printed = "";
  for (const { line, language, mark, text } of blocks) {
    if (mark.startsWith("file=")) {
      const file = join(dir, mark.slice("file=".length));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    } else if (mark === "run") {
      const { status, stdout, stderr } = runBlock(dir, language, text);
      if (status !== 0) return [`${path}:${line}: exits with ${status}\n${stdout}${stderr}`];
      printed = stdout;
    } else if (printed.trimEnd() !== text.trimEnd()) {
      return [`${path}:${line}: the block before prints\n${printed}`];
    }
  }
  return [];
}

function runBlock(dir: string, language: string, text: string) {
  const env = { ...process.env, NO_COLOR: "1" };
  const options = { cwd: dir, encoding: "utf8", env, timeout: 120_000 } as const;
  if (language === "sh") return spawnSync("bash", ["-euc", text], options);
  const file = join(dir, `run.m${language}`);
  writeFileSync(file, text);
  return spawnSync(process.execPath, ["--import", "tsx", file], options);
}

/** Links to files and headings of the repository that don't exist. */
function findDeadLinks(path: string, text: string): string[] {
  const links = text.replace(/^```[\s\S]*?^```$/gm, "").matchAll(/\]\(([^)\s]+)\)/g);
  return [...links].flatMap(([, link = ""]) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [file = "", heading] = link.split("#");
    const target = file === "" ? path : posix.join(posix.dirname(path), file);
    if (!existsSync(join(root, target))) return [`${path}: "${link}" leads nowhere`];
    if (heading === undefined || listHeadings(target).includes(heading)) return [];
    return [`${path}: "${link}" names no heading`];
  });
}

/** The anchors that GitHub makes of a page's headings. */
function listHeadings(path: string): string[] {
  const headings = readFileSync(join(root, path), "utf8").matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

const faults = pages.flatMap(({ path, text }) => {
  const blocks = readBlocks(text);
  const followed = blocks.length > 0 ? followPage(path, blocks) : [];
  return [...findDeadLinks(path, text), ...followed];
});
rmSync(work, { recursive: true });
const count = pages.reduce((sum, { text }) => sum + readBlocks(text).length, 0);
for (const fault of faults) console.error(fault);
console.log(`${pages.length} pages with ${count} checked blocks, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
