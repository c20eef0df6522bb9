import type { StdioOptions } from "node:child_process";
import {
  type Clock,
  decideShell,
  demand,
  type Environment,
  type Manifest,
  runAction,
  shellDirs,
  shellRoot,
} from "@luminarys/sdk-as/engine";
import type { Allowance } from "../allowance.js";
import { canonicalDirs } from "../paths/canonical-dirs.js";
import { type OpenPath, openPath } from "../paths/open-path.js";
import { systemFailure } from "../paths/system-failure.js";
import { childEnvironment } from "./child-environment.js";
import { ProcessGroup } from "./process-group.js";
import { startFailure } from "./start-failure.js";

export interface LaunchContext {
  readonly manifest: Manifest;
  readonly clock: Clock;
  /** `limits.processes`. */
  readonly processes: Allowance;
  /** The host's own variables; commands get a few of them. */
  readonly environment: Environment;
}

export interface Command {
  readonly command: string;
  /** "" is the sandbox root. */
  readonly workdir: string;
}

/** Starts a command once more is known than its words. Rejects with a HostError. */
export async function launch(
  { command, workdir }: Command,
  { stdio, context }: { stdio: StdioOptions; context: LaunchContext },
): Promise<ProcessGroup> {
  const action = runAction(command);
  const release = context.processes.take(action);
  try {
    const held = holdWorkdir(workdir, { action, context });
    try {
      const group = await start({ command, workdir }, { held, stdio, context });
      group.ended.then(release);
      return group;
    } finally {
      held.close();
    }
  } catch (error) {
    release();
    throw error;
  }
}

/** The process starts in the directory that was checked, whatever its path leads to by then. */
async function start(
  request: Command,
  { held, stdio, context }: { held: OpenPath; stdio: StdioOptions; context: LaunchContext },
): Promise<ProcessGroup> {
  const { manifest, clock, environment: host } = context;
  const { shell } = manifest.permissions;
  const action = runAction(request.command);
  const { canonical } = held;
  const dirs = canonicalDirs(shellDirs(shell));
  const decision = decideShell(shell, { ...request, canonical }, { canonicalDirs: dirs });
  const { argv } = demand(decision, action);
  const env = childEnvironment({ host, manifest, workdir: canonical });
  try {
    return await ProcessGroup.start({ argv, cwd: held.through, env, stdio, clock });
  } catch (error) {
    throw startFailure(error, { action, program: argv[0] ?? "" });
  }
}

function holdWorkdir(
  workdir: string,
  { action, context }: { action: string; context: LaunchContext },
): OpenPath {
  const path = workdir || shellRoot(context.manifest.permissions.shell) || "/";
  try {
    return openPath(path, { directory: true });
  } catch (error) {
    throw systemFailure(error, `${action} in "${path}"`);
  }
}
