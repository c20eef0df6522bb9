import { setMaxListeners } from "node:events";
import {
  type AsyncDevice,
  type Clock,
  type Environment,
  type HostCall,
  HostError,
  type HostFunctionTypes,
  type Manifest,
  runAction,
  timeLeftMs,
} from "@luminarys/sdk-as/engine";
import type { Allowance } from "./allowance.js";
import { type DaemonInfo, Daemons } from "./shell/daemons.js";
import { endWithHost } from "./shell/end-with-host.js";
import { filterLines, type LineFilter } from "./shell/filter-lines.js";
import { type LaunchContext, launch } from "./shell/launch.js";
import type { ProcessGroup } from "./shell/process-group.js";
import { type CommandOutcome, runCommand } from "./shell/run-command.js";
import type { ThreadCall } from "./thread-call.js";

export type { DaemonInfo } from "./shell/daemons.js";

export interface ShellContext {
  readonly manifest: Manifest;
  readonly clock: Clock;
  /** `limits.processes`: commands that run and daemons together. */
  readonly processes: Allowance;
  /** Of the host; commands get PATH, HOME and the like of it. This process's unless given. */
  readonly environment?: Environment;
}

export interface ShellDevice extends AsyncDevice<"shell"> {
  /** The daemons that run, in order of starting. */
  daemons(): readonly DaemonInfo[];
  /** Ends all commands, and the daemons that aren't to outlive the host. Resolves once they are gone. */
  close(): Promise<void>;
}

type ShellExecRequest = HostFunctionTypes["shell_exec"]["request"];
type ShellResult = HostFunctionTypes["shell_exec"]["answer"];

const DEFAULT_TIMEOUT_MS = 30_000;

/** Real commands, without a shell. */
export function createShellDevice(context: ShellContext): ShellDevice {
  const runner = new CommandRunner({ environment: process.env, ...context });
  return {
    shell_exec: (request, call) => runner.exec(request, call),
    daemons: () => runner.daemons.list(),
    close: () => runner.close(),
  };
}

class CommandRunner {
  readonly daemons: Daemons;
  private readonly context: LaunchContext;
  private readonly running = new Set<ProcessGroup>();
  private readonly active = new Set<Promise<ShellResult>>();
  private readonly closing = new AbortController();

  constructor(context: LaunchContext) {
    this.context = context;
    setMaxListeners(0, this.closing.signal);
    this.daemons = new Daemons(context);
  }

  async exec(request: ShellExecRequest, call: ThreadCall): Promise<ShellResult> {
    const action = runAction(request.command);
    if (this.closing.signal.aborted) {
      throw new HostError(`Cannot ${action}: the skill is closed`, { code: "closed" });
    }
    const result = request.as_daemon ? this.start(request) : this.run(request, { call, action });
    this.active.add(result);
    return result.finally(() => this.active.delete(result));
  }

  /** Whatever is just being started counts too. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled(this.active);
    const ended = [...this.running].map((group) => group.end());
    await Promise.all([...ended, this.daemons.close()]);
  }

  private async start(request: ShellExecRequest): Promise<ShellResult> {
    const { command, log_file: logFile } = request;
    const { pid } = await this.daemons.start({
      command,
      logFile,
      launch: (stdio) => launch(request, { stdio, context: this.context }),
    });
    return { output: "", exit_code: 0, pid, log_file: logFile };
  }

  private async run(
    request: ShellExecRequest,
    { call, action }: { call: ThreadCall; action: string },
  ): Promise<ShellResult> {
    const { clock } = this.context;
    const limitMs = timeLimitMs(request, { call, nowMs: clock.now() });
    const endMs = clock.now() + limitMs;
    const filter: LineFilter = { grep: request.grep, tail: Number(request.tail) };
    const left = () => ({ action, clock, timeoutMs: endMs - clock.now() });
    await filterLines("", { filter, ...left() });
    const outcome = await runCommand({
      ...left(),
      limitMs,
      closing: this.closing.signal,
      call,
      launch: async (stdio) => this.keep(await launch(request, { stdio, context: this.context })),
    });
    const lines = await filterLines(decode(outcome.bytes), { filter, ...left() });
    const output = markCut(lines, { filter, outcome });
    return { output, exit_code: outcome.exitCode, pid: 0, log_file: "" };
  }

  private keep(group: ProcessGroup): ProcessGroup {
    this.running.add(group);
    endWithHost(group);
    group.ended.then(() => this.running.delete(group));
    return group;
  }
}

function timeLimitMs(
  { timeout_ms }: ShellExecRequest,
  { call, nowMs }: { call: HostCall; nowMs: number },
): number {
  const asked = Number(timeout_ms);
  return Math.min(asked > 0 ? asked : DEFAULT_TIMEOUT_MS, timeLeftMs(call, nowMs));
}

/** What isn't UTF-8 becomes U+FFFD. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** Says that output was left out, unless the lines that were asked for are all there. */
function markCut(
  lines: string,
  { filter: { tail }, outcome }: { filter: LineFilter; outcome: CommandOutcome },
): string {
  const { leftOut, cutsLine } = outcome;
  const isWhole = leftOut === 0 || (tail > 0 && countLines(lines) >= tail && !cutsLine);
  return isWhole ? lines : `[${leftOut} bytes of output left out]\n${lines}`;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
