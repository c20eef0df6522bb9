import { CommandSyntaxError, parseArgv } from "../cores/argv.js";
import { accepts } from "../cores/glob/run.js";
import type { ShellPermission } from "../manifest/model.js";
import { compileCommands } from "./command-pattern.js";
import {
  allow,
  type Decision,
  type Denied,
  deny,
  denyDisabled,
  printKnown,
  refuse,
  tellAs,
} from "./decision.js";
import { compileDirs, type DirGrant } from "./dir-grant.js";
import { decidePath, escapeGlob, type PathDecision } from "./directories.js";
import type { FsOptions } from "./fs.js";

const section = "permissions.shell";
const list = `${section}.allowlist`;

/** Systems take no longer argument, and patterns are matched against all of it. */
const MAX_CHARACTERS = 131_072;

export interface CommandRequest {
  readonly command: string;
  /** "" is the sandbox root. */
  readonly workdir: string;
  /** Where workdir leads once links are followed, when that is known. */
  readonly canonical?: string | undefined;
}

/** What a device runs: no shell, `argv[0]` with the others as they are, in `workdir`. */
export type CommandDecision = Decision<{
  readonly argv: readonly string[];
  readonly workdir: string;
}>;

/** What is asked, for messages: long commands are cut. */
export function runAction(command: string): string {
  const shown = command.length > 200 ? `${command.slice(0, 200)}...` : command;
  return `run "${shown}"`;
}

/** Asked before anything is started, and again with `canonical` once that is known. */
export function decideShell(
  permission: ShellPermission,
  request: CommandRequest,
  options: FsOptions = {},
): CommandDecision {
  const argv = readArgv(request.command);
  if (!Array.isArray(argv)) return argv as Denied;
  const text = argv.join(" ");
  const pattern = compileCommands(permission.allowlist).find(({ glob }) => accepts(glob, text));
  const workdir = decideWorkdir(permission, { ...request, ...options });
  const lines = [
    ...(pattern ? [] : [{ list, item: escapeGlob(text) }]),
    ...(workdir.allowed ? [] : workdir.lines),
  ];
  const told = workdir.allowed ? undefined : workdir.told;
  if (!permission.enabled) {
    return tellAs(denyDisabled(section, lines), told && `${section} is disabled`);
  }
  if (!pattern) return tellAs(deny(unlisted(permission), lines), told && unlisted(permission));
  if (!workdir.allowed) {
    const denied = { ...workdir, reason: `working directory: ${workdir.reason}` };
    return tellAs(denied, told && `working directory: ${told}`);
  }
  const by = [{ list, item: pattern.line }, ...workdir.lines];
  return allow(by, { argv, workdir: workdir.path });
}

/** The sandbox root of commands: the first directory. Patterns are no directories. */
export function shellRoot({ allowed_dirs }: ShellPermission): string | undefined {
  return compileDirs(allowed_dirs).find(({ isLiteral }) => isLiteral)?.path;
}

/** The directories that commands may run in; of these, daemons' logs may be in those that are rw. */
export function shellDirs({ allowed_dirs }: ShellPermission): readonly DirGrant[] {
  return compileDirs(allowed_dirs);
}

/** Whether a daemon's log may be written there. `canonical` is where the path leads, once known. */
export function decideLogFile(
  permission: ShellPermission,
  path: string,
  { canonical, ...options }: FsOptions & { readonly canonical?: string } = {},
): PathDecision {
  return decidePath(directories(permission, options), { path, mode: "rw", canonical });
}

function decideWorkdir(
  permission: ShellPermission,
  { workdir, canonical, ...options }: CommandRequest & FsOptions,
): PathDecision {
  const path = workdir === "" ? shellRoot(permission) : workdir;
  if (path !== undefined) {
    const request = { path, mode: "ro", canonical, isDirectory: true } as const;
    return decidePath(directories(permission, options), request);
  }
  const grant = `add the directory to run in to ${section}.allowed_dirs, such as "/data:ro"`;
  return { ...deny(`${section}.allowed_dirs names no directory`, []), grant };
}

function directories(permission: ShellPermission, { canonicalDirs }: FsOptions) {
  return { list: `${section}.allowed_dirs`, dirs: shellDirs(permission), canonicalDirs };
}

function readArgv(command: string): string[] | Denied {
  if (command.length > MAX_CHARACTERS) {
    return refuse(`the command is longer than ${MAX_CHARACTERS} characters`);
  }
  if (/\p{Surrogate}/u.test(command)) return refuse("the command isn't well-formed Unicode");
  try {
    const argv = parseArgv(command);
    const program = argv[0] as string;
    if (/\s/.test(program)) return refuse(`the program "${program}" holds a space`);
    if (program.split("/").includes("..")) return refuse('the program\'s path holds ".."');
    return argv;
  } catch (error) {
    if (error instanceof CommandSyntaxError) return refuse(error.message, "denied");
    throw error;
  }
}

function unlisted({ allowlist }: ShellPermission): string {
  if (allowlist.length === 0) return `${list} is empty`;
  return `no pattern of ${list} matches it${printKnown(allowlist)}`;
}
