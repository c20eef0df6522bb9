import { parseArgv } from "../../engine/cores/argv.js";
import { compileGlob, filterOutput } from "../../engine/cores/index.js";
import type { Device, HostCall } from "../../engine/device.js";
import type { ShellExecRequest, ShellResult } from "../../engine/wire/shell.gen.js";
import type { FileTree } from "../files/file-tree.js";
import { newFile } from "../files/node.js";
import { demandOptions, optionKinds } from "../option-check.js";
import { askCore } from "./core-failure.js";
import { Rule, Rules } from "./rule.js";
import { Daemon } from "./shell/daemon.js";
import type { Surroundings } from "./surroundings.js";
import { quote, unscripted } from "./unscripted.js";
import { Wait } from "./wait.js";

export interface ShellReply {
  /** Standard output and standard error. */
  output?: string;
  exitCode?: number;
  /** How long the command runs, in virtual time. */
  delayMs?: number;
}

const shape = {
  output: optionKinds.text,
  exitCode: optionKinds.number,
  delayMs: optionKinds.amount,
};

type Answer = ShellReply | ((request: ShellExecRequest) => ShellReply);

/** What the commands that fit give. */
export class ShellRule extends Rule<ShellExecRequest, ShellReply> {
  reply(reply: Answer): this {
    const action = `script ${this.lever}.reply`;
    const wanted = 'an object such as { output: "..." }';
    return this.give(reply, (given) => demandOptions(given, { action, shape, wanted }));
  }

  /** Never ends: the call times out. */
  hang(): this {
    return this.reply({ delayMs: Number.POSITIVE_INFINITY });
  }
}

export interface ShellLevers {
  /** A command, or commands by a glob such as `git log **`; arguments are joined by single spaces. */
  on(command: string | RegExp): ShellRule;
  /** What was run, in order. */
  readonly commands: readonly ShellExecRequest[];
  /** What was started with `as_daemon`, in order. */
  readonly daemons: readonly Daemon[];
}

export interface ShellParts {
  surroundings: Surroundings;
  tree: FileTree;
}

export interface ShellFake {
  readonly device: Device<"shell">;
  readonly levers: ShellLevers;
  /** How many daemons of a skill run. */
  countRunning(skillId: string): number;
  /** Ends the daemons of a skill. */
  close(skillId: string): void;
  /** The commands that are scripted. */
  scripted(): string[];
  unused(): string[];
}

/** Commands that give what they are told to. */
export function createShell(parts: ShellParts): ShellFake {
  const device = new ShellDevice(parts);
  const { rules, commands, daemons } = device;
  return {
    device,
    levers: { on: (command) => rules.add(ruleOf(command)), commands, daemons },
    countRunning: (skillId) => daemons.filter((d) => d.running && d.skillId === skillId).length,
    close: (skillId) => {
      for (const daemon of daemons) if (daemon.skillId === skillId) daemon.exit();
    },
    scripted: () => rules.patterns,
    unused: () => rules.unused(),
  };
}

class ShellDevice implements Device<"shell"> {
  readonly rules = new Rules<ShellExecRequest, ShellReply, ShellRule>();
  readonly commands: ShellExecRequest[] = [];
  readonly daemons: Daemon[] = [];
  private readonly parts: ShellParts;

  constructor(parts: ShellParts) {
    this.parts = parts;
  }

  shell_exec = (request: ShellExecRequest, call: HostCall): ShellResult => {
    this.commands.push(request);
    const reply = this.rules.take(request);
    if (!reply) throw refusal(request.command, this.rules.names);
    this.admit(request, call);
    if (request.as_daemon) return this.start(request, { call, reply });
    const { output = "", exitCode = 0, delayMs = 0 } = reply;
    const filter = { grep: request.grep, tail: Number(request.tail) };
    const shown = askCore(() => filterOutput(output, filter));
    const wait = { call, timeoutMs: request.timeout_ms, action: `run ${quote(request.command)}` };
    new Wait(this.parts.surroundings.clock, wait).spend(delayMs);
    return { output: shown, exit_code: exitCode, pid: 0, log_file: "" };
  };

  /** Where links lead from the directories that it uses. */
  private admit({ command, workdir, log_file }: ShellExecRequest, call: HostCall): void {
    const { surroundings, tree } = this.parts;
    const action = `run ${quote(command)}`;
    for (const [path, use] of [
      [workdir, "workdir"],
      [log_file, "log_file"],
    ] as const) {
      if (!path.startsWith("/")) continue;
      const canonical = tree.resolve(path);
      if (canonical === path) continue;
      surroundings.admitPath?.(
        { path, canonical, action, use: { area: "shell", use, command } },
        call,
      );
    }
  }

  private start(
    request: ShellExecRequest,
    { call, reply }: { call: HostCall; reply: ShellReply },
  ): ShellResult {
    const action = `run ${quote(request.command)}`;
    this.parts.surroundings.admitOneMore?.("process", { call, action });
    const pid = FIRST_PID + this.daemons.length;
    const { log_file } = request;
    const append = (text: string) => appendLog(this.parts.tree, { path: log_file, text });
    const daemon = new Daemon({ pid, request, skillId: call.skillId, append });
    this.daemons.push(daemon.log(reply.output ?? ""));
    return { output: "", exit_code: 0, pid, log_file };
  }
}

const FIRST_PID = 1000;

function appendLog(tree: FileTree, { path, text }: { path: string; text: string }): void {
  if (path === "") return;
  const node = tree.find(path);
  const before = node?.kind === "file" ? new TextDecoder().decode(node.content) : "";
  tree.plant(path, newFile(new TextEncoder().encode(before + text), tree.now()));
}

function ruleOf(command: string | RegExp): ShellRule {
  const name = typeof command === "string" ? quote(command) : String(command);
  return new ShellRule({
    lever: `host.shell.on(${name})`,
    name,
    pattern: command,
    fits: fitsCommand(command),
  });
}

function fitsCommand(pattern: string | RegExp): (request: ShellExecRequest) => boolean {
  if (typeof pattern !== "string") return ({ command }) => command.search(pattern) >= 0;
  const globs = [pattern, pattern.replace(/ \*\*$/, "")].map((each) => compileGlob(each));
  return ({ command }) => {
    const joined = joinArguments(command);
    return command === pattern || globs.some((glob) => glob.matches(joined));
  };
}

/** As permissions see a command; one that they would refuse stays as it is. */
function joinArguments(command: string): string {
  try {
    return parseArgv(command).join(" ");
  } catch {
    return command;
  }
}

function refusal(command: string, scripted: string[]) {
  const wanted = quote(command);
  const lever = `host.shell.on(${wanted}).reply({ output: "..." })`;
  return unscripted({ asked: `shell_exec ${wanted}`, scripted, wanted, lever });
}
