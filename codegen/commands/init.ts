import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { nearest } from "../nearest.js";
import { reasonOf } from "../reason.js";
import { makeStyle, wantsColour } from "../render/style.js";
import type { Source } from "../source.js";
import { fillTemplate, nameOf, slugOf, type TemplateValues } from "../template.js";
import { listTemplates, readTemplate } from "../template-files.js";
import type { Terminal } from "../terminal.js";
import { UsageError } from "../usage-error.js";
import { problemOfId } from "../validate/identity.js";
import { readVersion } from "../version.js";

export interface InitFlags {
  readonly template: string;
  readonly name?: string;
  readonly id?: string;
  readonly sdk?: string;
  readonly yes?: boolean;
}

const sdkName = "@luminarys/sdk-as";

/** Makes a new project from a template. Gives the exit code. */
export async function initCommand(
  folder: string,
  { flags, terminal }: { flags: InitFlags; terminal: Terminal },
): Promise<number> {
  const { template } = flags;
  checkTemplate(template);
  const root = resolve(terminal.cwd, folder);
  checkFolder(root, folder);
  const values = await chooseValues(root, { flags, terminal });
  const files = fillTemplate(readTemplate(template), { template, values });
  for (const file of files) create(root, file);
  const style = makeStyle(wantsColour(terminal));
  const shown = relative(terminal.cwd, root) || ".";
  const steps = [
    ...(shown === "." ? [] : [`cd ${/[^\w./-]/.test(shown) ? JSON.stringify(shown) : shown}`]),
    "npm install",
    "npm test",
  ];
  terminal.out(
    `${style.green("Created")} "${values.name}", ${values.id}, in ${shown} (${files.length} files)\n\n` +
      `Next:\n${steps.map((step) => `  ${step}\n`).join("")}`,
  );
  return 0;
}

function checkTemplate(template: string): void {
  const names = listTemplates();
  if (names.includes(template)) return;
  const guess = nearest(template, names);
  const hint = guess === "" ? `Use one of ${names.join(", ")}` : `Did you mean ${guess}?`;
  throw new UsageError(`Cannot find template "${template}"`, hint);
}

/** A repository that was only just begun counts as empty. */
function checkFolder(root: string, shown: string): void {
  const stat = statSync(root, { throwIfNoEntry: false });
  if (stat === undefined) return;
  const problem = `Cannot create a project in "${shown}"`;
  if (!stat.isDirectory()) throw new UsageError(`${problem}: it is a file, expected a folder`);
  const found = readdirSync(root).filter((name) => name !== ".git");
  if (found.length === 0) return;
  const hint = "Name a new folder: skill-gen init my-skill";
  throw new UsageError(`${problem}: the folder is not empty, it holds ${found[0]}`, hint);
}

async function chooseValues(
  root: string,
  { flags, terminal }: { flags: InitFlags; terminal: Terminal },
): Promise<TemplateValues> {
  const ask = flags.yes ? undefined : terminal.ask;
  const name =
    flags.name ??
    (await choose("Name", { fallback: nameOf(basename(root)), check: problemOfName, ask }));
  refuse(problemOfName(name), `the name "${name}"`);
  const fallback = `com.example.${slugOf(name)}`;
  const id = flags.id ?? (await choose("Id", { fallback, check: problemOfId, ask }));
  refuse(problemOfId(id), `the id "${id}"`);
  const sdk = flags.sdk === undefined ? `^${readVersion()}` : specFrom(root, flags.sdk, terminal);
  return { name, id, sdkName, sdk };
}

interface Question {
  readonly fallback: string;
  /** Says what is wrong with an answer, or "". */
  readonly check: (answer: string) => string;
  readonly ask: Terminal["ask"] | undefined;
}

/** Asks until the answer is right; nothing means the fallback. */
async function choose(what: string, { fallback, check, ask }: Question): Promise<string> {
  if (ask === undefined) return fallback;
  let problem = "";
  for (;;) {
    const again = problem === "" ? "" : `Not valid: ${problem}\n`;
    const answer = (await ask(`${again}${what} (${fallback}): `)).trim() || fallback;
    problem = check(answer);
    if (problem === "") return answer;
  }
}

function problemOfName(name: string): string {
  if (name.trim() === "") return "it is empty";
  return /[\r\n]/.test(name) ? "it has more than one line" : "";
}

function refuse(problem: string, what: string): void {
  if (problem !== "") throw new UsageError(`Cannot take ${what}: ${problem}`);
}

/** npm reads the path of a file from the project's folder, its author writes it from here. */
function specFrom(root: string, spec: string, { cwd }: Terminal): string {
  const path = /^file:(.+)$/.exec(spec)?.[1] ?? /^\.{0,2}\/.+$/.exec(spec)?.[0];
  if (path === undefined) return spec;
  if (!existsSync(resolve(cwd, path))) {
    const hint = "The path begins in the folder where you are";
    throw new UsageError(`Cannot find the SDK "${spec}": no such file or folder`, hint);
  }
  if (isAbsolute(path)) return `file:${path}`;
  return `file:${relative(root, resolve(cwd, path)).split(sep).join("/")}`;
}

function create(root: string, { path, text }: Source): void {
  const file = join(root, path);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: "wx" });
  } catch (error) {
    throw new UsageError(`Cannot write "${file}": ${reasonOf(error)}`);
  }
}
