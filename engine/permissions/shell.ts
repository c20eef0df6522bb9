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
} from "./decision.js";
import { compileDirs } from "./dir-grant.js";
import { decidePath, escapeGlob, type PathDecision } from "./directories.js";

const section = "permissions.shell";
const list = `${section}.allowlist`;

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

export function decideShell(permission: ShellPermission, request: CommandRequest): CommandDecision {
  const argv = readArgv(request.command);
  if (!Array.isArray(argv)) return argv as Denied;
  const text = argv.join(" ");
  const pattern = compileCommands(permission.allowlist).find(({ glob }) => accepts(glob, text));
  const workdir = decideWorkdir(permission, request);
  const lines = [
    ...(pattern ? [] : [{ list, item: escapeGlob(text) }]),
    ...(workdir.allowed ? [] : workdir.lines),
  ];
  if (!permission.enabled) return denyDisabled(section, lines);
  if (!pattern) return deny(unlisted(permission), lines);
  if (!workdir.allowed) return { ...workdir, reason: `working directory: ${workdir.reason}` };
  const by = [{ list, item: pattern.line }, ...workdir.lines];
  return allow(by, { argv, workdir: workdir.path });
}

/** The sandbox root of commands: the first directory. Patterns are no directories. */
export function shellRoot({ allowed_dirs }: ShellPermission): string | undefined {
  return compileDirs(allowed_dirs).find(({ isLiteral }) => isLiteral)?.path;
}

/** Whether a daemon's log may be written there. */
export function decideLogFile(permission: ShellPermission, path: string): PathDecision {
  return decidePath(directories(permission), { path, mode: "rw" });
}

function decideWorkdir(permission: ShellPermission, request: CommandRequest): PathDecision {
  const path = request.workdir === "" ? shellRoot(permission) : request.workdir;
  const { canonical } = request;
  if (path !== undefined)
    return decidePath(directories(permission), { path, mode: "ro", canonical });
  return deny(`${section}.allowed_dirs names no directory`, []);
}

function directories({ allowed_dirs }: ShellPermission) {
  return { list: `${section}.allowed_dirs`, dirs: compileDirs(allowed_dirs) };
}

function readArgv(command: string): string[] | Denied {
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
