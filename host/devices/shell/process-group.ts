import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import type { Clock } from "@luminarys/sdk-as/engine";

/** How long a process has to end itself once it is asked to. */
const GRACE_MS = 1000;

export interface GroupOptions {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdio: StdioOptions;
  readonly clock: Clock;
}

/** A process in a group of its own, with all that it starts and that stays in the group. */
export class ProcessGroup {
  readonly pid: number;
  /** Its exit code; 128 and the signal's number when a signal ended it. Never rejects. */
  readonly ended: Promise<number>;
  private readonly child: ChildProcess;
  private readonly clock: Clock;
  private isRunning = true;
  private cancelKill: (() => void) | undefined;

  /** Rejects with the system's error. */
  static async start({ argv, clock, ...options }: GroupOptions): Promise<ProcessGroup> {
    const [program = "", ...args] = argv;
    const child = spawn(program, args, { ...options, detached: true });
    const { pid } = child;
    if (pid !== undefined) return new ProcessGroup(child, { pid, clock });
    const [error] = await once(child, "error");
    throw error;
  }

  private constructor(child: ChildProcess, { pid, clock }: { pid: number; clock: Clock }) {
    this.pid = pid;
    this.child = child;
    this.clock = clock;
    this.ended = new Promise((resolve) => {
      child.once("exit", (code, signal) => {
        this.leave();
        resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
      });
    });
  }

  /** Asks the group to end, and ends it when it hasn't after a while. */
  end(): Promise<number> {
    if (this.isRunning && !this.cancelKill) {
      this.signal("SIGTERM");
      this.cancelKill = this.clock.setTimer(GRACE_MS, () => this.signal("SIGKILL"));
    }
    return this.ended;
  }

  /** Ends it now, as when the host itself ends. */
  kill(): void {
    if (this.isRunning) this.signal("SIGKILL");
  }

  /** Lets this process exit before it. */
  release(): void {
    this.child.unref();
  }

  /** What it has started goes with it: the group's number is still theirs alone. */
  private leave(): void {
    this.cancelKill?.();
    this.isRunning = false;
    this.signal("SIGKILL");
  }

  /** Nobody is left to get it, or only those that have become somebody else. */
  private signal(signal: "SIGTERM" | "SIGKILL"): void {
    try {
      process.kill(-this.pid, signal);
    } catch {}
  }
}
