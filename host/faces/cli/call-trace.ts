import { Journal, type Manifest } from "@luminarys/sdk-as/engine";
import type { HostNotice } from "../../host-notice.js";
import { renderTrace } from "./render/render-trace.js";
import type { CallEffects } from "./stored/call-effects.js";
import { styleFor } from "./style.js";
import type { Terminal } from "./terminal.js";

export interface TraceOptions {
  readonly skillId: string;
  readonly effects: CallEffects;
}

/** A moment on both clocks: Unix time, and one that never steps back. */
interface Moment {
  readonly unixMs: number;
  readonly steadyMs: number;
}

/** What `--trace` shows: gathered while a skill is loaded and called. */
export class CallTrace {
  readonly journal = new Journal();
  private readonly options: TraceOptions;
  private loadMs = 0;
  /** Unix time at which its thread had loaded the module. */
  private readyMs = 0;

  constructor(options: TraceOptions) {
    this.options = options;
  }

  /** Counts as loading. */
  async load<T>(work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    try {
      return await work();
    } finally {
      this.loadMs += performance.now() - begun;
    }
  }

  notice(notice: HostNotice): void {
    if (notice.kind !== "worker_started" || notice.skillId !== this.options.skillId) return;
    this.readyMs ||= notice.atMs;
  }

  /** A call's first part is the start of its thread. */
  print(
    method: string,
    {
      begun,
      envOf,
      terminal,
    }: {
      begun: Moment;
      envOf: (skillId: string) => Manifest["env"];
      terminal: Terminal;
    },
  ): void {
    const { skillId, effects } = this.options;
    const takenMs = performance.now() - begun.steadyMs;
    const startMs = Math.min(takenMs, Math.max(0, this.readyMs - begun.unixMs));
    const call = {
      title: `${skillId}/${method}`,
      startedMs: begun.unixMs + startMs,
      durationMs: takenMs - startMs,
      loadMs: this.loadMs + startMs,
    };
    const style = styleFor(terminal, "err");
    const seen = { entries: this.journal.entries(), effects: effects.all };
    terminal.err(renderTrace(seen, { call, style, columns: terminal.errColumns, envOf }));
  }
}
