import {
  type Devices,
  type HostCall,
  hostFunctions,
  type Manifest,
  systemClock,
} from "@luminarys/sdk-as/engine";
import { createFsDevice } from "../devices/fs.js";
import { createSystemDevice } from "../devices/system.js";
import type { LogLine } from "../log/log-line.js";
import type { CallMeter } from "./call-meter.js";

export interface ThreadDevicesOptions {
  readonly manifest: Manifest;
  readonly meter: CallMeter;
  readonly log: (line: LogLine) => void;
}

export interface ThreadDevices {
  readonly devices: Devices;
  close(): void;
}

/** The devices that answer in the skill's own thread; the time that they take isn't the guest's. */
export function createThreadDevices({ manifest, meter, log }: ThreadDevicesOptions): ThreadDevices {
  const clock = systemClock;
  const system = createSystemDevice({ manifest, clock, log });
  const fs = createFsDevice({ manifest, clock });
  return { devices: metered({ system, fs }, meter), close: () => system.close() };
}

type Serve = (request: object, call: HostCall) => unknown;

function metered(devices: Devices, meter: CallMeter): Devices {
  const areas = Object.entries(devices).map(([area, device]) => {
    const serves = device as unknown as Record<string, Serve>;
    const names = Object.keys(hostFunctions).filter((name) => serves[name]);
    const functions = names.map((name): [string, Serve] => [
      name,
      (request, call) => meter.asHost(() => serves[name]?.(request, call)),
    ]);
    return [area, Object.fromEntries(functions)];
  });
  return Object.fromEntries(areas);
}
