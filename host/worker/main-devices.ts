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
} from "@luminarys/sdk-as/engine";
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

  constructor({ manifest, devices, meter, clock, journal, onNotice }: MainDevicesOptions) {
    const now = () => clock.now();
    const guard = new Guard({ manifest, now, counts: meter });
    this.server = new HostCallServer({
      devices: guard.protect(devices),
      onNotice,
      now: () => performance.now(),
      onHostCall:
        journal &&
        ((record) => {
          const judged = { verdict: guard.takeVerdict(), atMs: now() };
          journal.record(journalRecord(record, judged));
        }),
    });
  }

  serve(name: HostFunctionName, asked: { request: Uint8Array; call: HostCall }): Maybe<Uint8Array> {
    return this.server.serve(name, asked);
  }
}
