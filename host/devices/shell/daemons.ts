import type { StdioOptions } from "node:child_process";
import { closeSync } from "node:fs";
import type { Clock, Manifest } from "@luminarys/sdk-as/engine";
import { endWithHost } from "./end-with-host.js";
import { openLogFile } from "./log-file.js";
import type { ProcessGroup } from "./process-group.js";

/** A command that was started and not waited for. */
export interface DaemonInfo {
  readonly pid: number;
  readonly command: string;
  /** Where its output goes; "" is nowhere. */
  readonly logFile: string;
  /** Unix time in milliseconds. */
  readonly startedMs: number;
}

export interface DaemonStart {
  readonly command: string;
  readonly logFile: string;
  launch(stdio: StdioOptions): Promise<ProcessGroup>;
}

/** The daemons of one skill that run. */
export class Daemons {
  private readonly manifest: Manifest;
  private readonly clock: Clock;
  private readonly running = new Map<ProcessGroup, DaemonInfo>();

  constructor({ manifest, clock }: { manifest: Manifest; clock: Clock }) {
    this.manifest = manifest;
    this.clock = clock;
  }

  /** Rejects with a HostError. */
  async start({ command, logFile, launch }: DaemonStart): Promise<DaemonInfo> {
    const log = logFile === "" ? undefined : openLogFile(logFile, this.manifest);
    try {
      const output = log ?? "ignore";
      const group = await launch(["ignore", output, output]);
      const info = { pid: group.pid, command, logFile, startedMs: this.clock.now() };
      this.keep(group, info);
      return info;
    } finally {
      if (log !== undefined) closeSync(log);
    }
  }

  /** In order of starting. */
  list(): readonly DaemonInfo[] {
    return [...this.running.values()];
  }

  /** Ends them, unless `permissions.shell.keep_daemons` lets them live on. */
  async close(): Promise<void> {
    if (this.keepsAll) return;
    await Promise.all([...this.running.keys()].map((group) => group.end()));
  }

  private keep(group: ProcessGroup, info: DaemonInfo): void {
    this.running.set(group, info);
    group.ended.then(() => this.running.delete(group));
    if (this.keepsAll) group.release();
    else endWithHost(group);
  }

  private get keepsAll(): boolean {
    return this.manifest.permissions.shell.keep_daemons;
  }
}
