import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { fileReason } from "../../../config/file-reason.js";
import { loadHostConfig } from "../../../config/load-host-config.js";
import type { SkillFile } from "../../../config/model.js";
import { shownPath } from "../../../config/shown-path.js";
import { packageFile } from "../../../package-file.js";
import { CliError } from "../cli-error.js";
import type { Workplace } from "../command-context.js";
import {
  clientConfig,
  type McpClientName,
  type ServerCommand,
} from "../mcp-clients/client-config.js";
import { mergeServer } from "../mcp-clients/merge-server.js";

export interface McpInstallFlags {
  readonly client: McpClientName;
  /** What the client calls the server; the folder of host.yaml unless given. */
  readonly name?: string;
  /** Whether the client's file is changed. */
  readonly write?: boolean;
}

/**
 * Prints the configuration with which a client starts the skills of a host.yaml, or writes it. Gives
 * the exit code. Throws a CliError, or a ConfigError for a host.yaml that wouldn't start.
 */
export function mcpInstallCommand(
  path: string,
  { flags, place }: { flags: McpInstallFlags; place: Pick<Workplace, "terminal"> },
): number {
  const { terminal } = place;
  const { cwd, env } = terminal;
  const { skills } = loadHostConfig(path, { cwd, env });
  const config = clientConfig(flags.client, terminal);
  const server = serverCommand(resolve(cwd, path));
  const name = flags.name ?? serverName(dirname(resolve(cwd, path)));
  const named = { name, server };
  const advice = separatorAdvice(skills, flags.client);
  if (advice !== undefined) terminal.err(`${advice}\n`);
  if (!flags.write) {
    terminal.err(`Put this into ${shownPath(config.file, cwd)}:\n`);
    terminal.out(mergeServer(undefined, named, config));
    return 0;
  }
  const before = readIfThere(config.file);
  const after = mergeServer(before, named, config);
  const backup = before === undefined ? undefined : backUp(config.file);
  write(config.file, after);
  const kept = backup === undefined ? "" : `, as it was is kept in ${shownPath(backup, cwd)}`;
  terminal.err(`Added "${name}" to ${shownPath(config.file, cwd)}${kept}\n`);
  return 0;
}

/** Two projects' servers in one file of a client's user mustn't replace each other. */
function serverName(folder: string): string {
  const name = basename(folder).replace(/[^A-Za-z0-9_-]+/g, "-");
  return name.replace(/^-+|-+$/g, "") || "skills";
}

/** What to change for a client that takes letters, digits, "_" and "-" only in names of tools. */
function separatorAdvice(skills: readonly SkillFile[], client: McpClientName): string | undefined {
  const refused = skills.find(
    ({ manifest: { mcp } }) => mcp.prefix === "id" && !/^[A-Za-z0-9_-]+$/.test(mcp.separator),
  );
  if (refused === undefined) return undefined;
  const { id, mcp } = refused.manifest;
  const reason = `${client} may refuse names of tools such as "${id}${mcp.separator}<method>"`;
  return `${reason}. Hint: set mcp.separator to "_" in the manifest of "${id}"`;
}

/** By absolute paths: clients start servers in folders and with a PATH of their own. */
function serverCommand(hostFile: string): ServerCommand {
  return { command: process.execPath, args: [packageFile("bin/skill-host.js"), "mcp", hostFile] };
}

function readIfThere(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  return attempt("read", file, () => readFileSync(file, "utf8"));
}

/** Earlier ones stay. */
function backUp(file: string): string {
  let count = 1;
  while (existsSync(`${file}.${count}.bak`)) count++;
  const backup = `${file}.${count}.bak`;
  attempt("back up", file, () => copyFileSync(file, backup));
  return backup;
}

function write(file: string, text: string): void {
  attempt("write", file, () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  });
}

function attempt<T>(verb: string, file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new CliError(`Cannot ${verb} "${file}": ${fileReason(error)}`);
  }
}
