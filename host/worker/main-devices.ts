import {
  type AsyncDevices,
  type Clock,
  Guard,
  type HostCall,
  HostCallServer,
  type HostFunctionName,
  type Journal,
  journalRecord,
  type Manifest,
  type Maybe,
  type Notice,
  type Verdict,
} from "@luminarys/sdk-as/engine";
import type { ThreadCall } from "../devices/thread-call.js";
import type { CallMeter } from "./call-meter.js";

export interface MainDevicesOptions {
  readonly manifest: Manifest;
  /** Of the main thread, unguarded. */
  readonly devices: AsyncDevices;
  readonly meter: CallMeter;
  readonly clock: Clock;
  readonly journal: Journal | undefined;
  readonly onNotice: (notice: Notice) => void;
}

/** One worker's share of a skill's devices in the main thread, behind a guard of its own. */
export class MainDevices {
  private readonly server: HostCallServer;
  private readonly journal: Journal | undefined;
  private notes: string[] = [];

  constructor({ manifest, devices, meter, clock, journal, onNotice }: MainDevicesOptions) {
    const now = () => clock.now();
    this.journal = journal;
    const guard = new Guard({ manifest, now, counts: meter });
    this.server = new HostCallServer({
      devices: guard.protect(devices),
      onNotice,
      now: () => performance.now(),
      onHostCall:
        journal &&
        ((record) => {
          const verdict = this.withNotes(guard.takeVerdict());
          journal.record(journalRecord(record, { verdict, atMs: now() }));
        }),
    });
  }

  serve(name: HostFunctionName, asked: { request: Uint8Array; call: HostCall }): Maybe<Uint8Array> {
    if (!this.journal) return this.server.serve(name, asked);
    const notes: string[] = [];
    this.notes = notes;
    const call: ThreadCall = { ...asked.call, note: (text) => void notes.push(text) };
    return this.server.serve(name, { request: asked.request, call });
  }

  private withNotes(verdict: Verdict): Verdict {
    if (this.notes.length === 0) return verdict;
    return { ...verdict, reason: [verdict.reason, ...this.notes].filter(Boolean).join("; ") };
  }
}
