import type { Clock } from "./clock.js";
import type { Delivery } from "./connection-events.js";
import type { Notice } from "./device.js";
import type { SkillRunner } from "./hosted-skill.js";
import type { Journal } from "./journal.js";
import { loadModule } from "./load.js";
import { createLocalRunner, type DeviceSet } from "./local-runner.js";
import type { Manifest } from "./manifest/model.js";
import type { SkillModule } from "./module.js";
import type { Store } from "./store.js";
import type { WasiOptions } from "./wasi.js";

const MIB = 1024 * 1024;

/** What the devices of one skill know of their host. */
export interface DeviceHost {
  readonly skillId: string;
  /** Devices ask its permissions again once they know where links and names lead. */
  readonly manifest: Manifest;
  readonly clock: Clock;
  readonly store: Store;
  /** Hands an event of a connection to its callback, after those before it. */
  deliver(delivery: Delivery): void;
}

export type DeviceFactory = (host: DeviceHost) => DeviceSet;

/** A skill for an engine: a module with its devices, or whatever runs it elsewhere. */
export type SkillInput = { readonly manifest: Manifest } & (
  | {
      readonly module: SkillModule | Uint8Array;
      readonly devices?: DeviceSet | DeviceFactory;
    }
  | { readonly runner: SkillRunner }
);

export interface RunnerParts extends Pick<DeviceHost, "clock" | "store" | "deliver"> {
  readonly journal?: Journal;
  readonly wasi?: WasiOptions;
  readonly onNotice: (notice: Notice) => void;
}

/** Throws a SkillLoadError. */
export function createRunner(input: SkillInput, parts: RunnerParts): SkillRunner {
  if ("runner" in input) return input.runner;
  const { manifest, module, devices = {} } = input;
  const { clock, store, deliver, journal, wasi, onNotice } = parts;
  const maxMemoryBytes = manifest.limits.memory_mb * MIB;
  const loaded = module instanceof Uint8Array ? loadModule(module, { maxMemoryBytes }) : module;
  const host: DeviceHost = { skillId: manifest.id, manifest, clock, store, deliver };
  return createLocalRunner(loaded, {
    manifest,
    devices: typeof devices === "function" ? devices(host) : devices,
    journal,
    wasi,
    onNotice,
    now: () => clock.now(),
  });
}
