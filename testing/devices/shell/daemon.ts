import type { ShellExecRequest } from "../../../engine/wire/shell.gen.js";

interface DaemonParts {
  pid: number;
  request: ShellExecRequest;
  skillId: string;
  append: (text: string) => void;
}

/** A process that a skill started and didn't wait for. */
export class Daemon {
  readonly pid: number;
  readonly request: ShellExecRequest;
  readonly skillId: string;
  /** Undefined while it runs. */
  exitCode: number | undefined;
  private readonly append: (text: string) => void;

  constructor({ pid, request, skillId, append }: DaemonParts) {
    this.pid = pid;
    this.request = request;
    this.skillId = skillId;
    this.append = append;
  }

  get running(): boolean {
    return this.exitCode === undefined;
  }

  /** Writes to its log file, when it has one. */
  log(text: string): this {
    if (this.running && text !== "") this.append(text);
    return this;
  }

  exit(code = 0): void {
    this.exitCode ??= code;
  }
}
