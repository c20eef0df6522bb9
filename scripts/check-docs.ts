import { execFile } from "node:child_process";
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
import { delimiter, join, posix } from "node:path";
import { listSources, root } from "../test/support/sources.js";
import { makePackedFolder, usesPacked } from "./docs/packed-folder.js";
import { type Block, readBlocks } from "./docs/read-blocks.js";
import { readersEnvironment } from "./docs/readers-environment.js";
import { writeBlock } from "./docs/write-block.js";

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

/** Who follows a page: where the shell is now, and whether all there is are the packed packages. */
interface Reader {
  dir: string;
  isBare: boolean;
}

/** Does what the page tells its reader to do, in a folder of its own; answers with what went wrong. */
async function followPage(path: string, blocks: Block[]): Promise<string[]> {
  const isBare = blocks.some(({ mark, text }) => mark === "run" && usesPacked(text));
  const home = isBare ? makePackedFolder() : join(work, path.replaceAll("/", "-"));
  mkdirSync(home, { recursive: true });
  const reader = { dir: home, isBare };
  let printed = "";
  for (const { line, language, mark, text } of blocks) {
    if (mark.startsWith("file=")) {
      const fault = writeBlock(join(reader.dir, mark.slice("file=".length)), language, text);
      if (fault !== "") return [`${path}:${line}: ${fault}`];
    } else if (mark === "output") {
      if (printed.trimEnd() === text.trimEnd()) continue;
      return [`${path}:${line}: the block before prints\n${printed}`];
    } else {
      const { status, stdout, stderr } = await runBlock(reader, language, text);
      if ((status !== 0) !== (mark === "fails")) {
        return [`${path}:${line}: exits with ${status}\n${stdout}${stderr}`];
      }
      printed = mark === "fails" ? `${stdout}${stderr}` : stdout;
    }
  }
  if (isBare) rmSync(home, { recursive: true });
  return [];
}

/**
 * Starts what npx would find, which takes npx itself longer than most commands run. Most of asc's time would
 * go to optimizing binaryen's code, which for one small skill never pays.
 */
const npx = `npx() {
  while [[ $1 == -* ]]; do shift; done
  if [[ $1 == asc ]]; then set -- node --liftoff-only "$(command -v asc)" "\${@:2}"; fi
  "$@"
}`;
const env = { ...readersEnvironment(), NO_COLOR: "1", npm_config_loglevel: "error" };
const path = `${join(work, "node_modules/.bin")}${delimiter}${process.env.PATH}`;

async function runBlock(reader: Reader, language: string, text: string): Promise<Ended> {
  const { dir, isBare } = reader;
  const options = { cwd: dir, env: isBare ? env : { ...env, PATH: path } };
  if (language !== "sh") {
    const file = join(dir, `run.m${language}`);
    writeFileSync(file, text);
    return run(process.execPath, language === "ts" ? ["--import", "tsx", file] : [file], options);
  }
  // The last line says where the shell is at its end: the next block begins there.
  const script = `${isBare ? "" : npx}\n${text}\npwd >&2`;
  // Behind a socket, as node's pipes are, bash takes itself for a remote shell and reads a file of settings.
  const ended = await run("bash", ["--norc", "-euc", script], options);
  if (ended.status !== 0) return ended;
  const lines = ended.stderr.trimEnd().split("\n");
  reader.dir = lines.at(-1) ?? dir;
  return { ...ended, stderr: lines.slice(0, -1).join("\n") };
}

interface Ended {
  /** Its exit code, or what else ended it. */
  status: number | string;
  stdout: string;
  stderr: string;
}

interface Place {
  cwd: string;
  env: NodeJS.ProcessEnv;
}

function run(command: string, args: string[], place: Place): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { ...place, timeout: 120_000, detached: true };
    const child = execFile(command, args, options, (error, stdout, stderr) =>
      resolve({
        status: error ? (error.code ?? error.signal ?? error.message) : 0,
        stdout,
        stderr,
      }),
    );
    child.stdin?.end();
    child.once("exit", () => endGroup(child.pid));
  });
}

/** Ends what a block has left running, which would hold its output open. */
function endGroup(pid = 0): void {
  try {
    if (pid > 0) process.kill(-pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
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

/** What is wrong with each page. Pages are followed two at a time, long ones first. */
async function findFaults(): Promise<string[]> {
  const found = new Map<string, string[]>();
  const read = pages.map(({ path, text }) => ({ path, text, blocks: readBlocks(text) }));
  const waiting = [...read].sort((a, b) => b.blocks.length - a.blocks.length);
  const follow = async () => {
    for (let page = waiting.shift(); page; page = waiting.shift()) {
      const { path, text, blocks } = page;
      const followed = blocks.length > 0 ? await followPage(path, blocks) : [];
      found.set(path, [...findDeadLinks(path, text), ...followed]);
    }
  };
  await Promise.all([follow(), follow()]);
  return read.flatMap(({ path }) => found.get(path) ?? []);
}

const faults = await findFaults();
rmSync(work, { recursive: true });
const count = pages.reduce((sum, { text }) => sum + readBlocks(text).length, 0);
for (const fault of faults) console.error(fault);
console.log(`${pages.length} pages with ${count} checked blocks, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
