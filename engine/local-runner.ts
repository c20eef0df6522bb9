import type { Devices, HostCallRecord, Notice } from "./device.js";
import { Guard, type GuardOptions } from "./guard.js";
import type { SkillRunner } from "./hosted-skill.js";
import { type Journal, journalRecord } from "./journal.js";
import type { Manifest } from "./manifest/model.js";
import type { Maybe } from "./maybe.js";
import type { SkillModule } from "./module.js";
import { createSkill, type Skill } from "./skill.js";
import type { WasiOptions } from "./wasi.js";
import type { SkillDescriptor } from "./wire/descriptor.gen.js";

/** The devices of one skill. `close` ends its connections and processes. */
export type DeviceSet = Devices & { close?(): Maybe<void> };

export interface LocalRunnerOptions {
  readonly manifest: Manifest;
  readonly devices: DeviceSet;
  readonly journal?: Journal | undefined;
  readonly wasi?: WasiOptions | undefined;
  readonly onNotice: (notice: Notice) => void;
  /** Unix time in milliseconds. */
  readonly now: () => number;
  /** As the guard's. */
  readonly tellDenied?: GuardOptions["tellDenied"];
}

/** Runs a module in this thread, its devices behind its manifest, and keeps the journal. */
export function createLocalRunner(module: SkillModule, options: LocalRunnerOptions): SkillRunner {
  const { manifest, devices, journal, onNotice, now, tellDenied } = options;
  const guard = new Guard({ manifest, now, tellDenied });
  const keep = (target: Journal) => (record: HostCallRecord) => {
    target.record(journalRecord(record, { verdict: guard.takeVerdict(), atMs: now() }));
  };
  const skill = createSkill(module, {
    id: manifest.id,
    devices: guard.protect(devices, module.hostFunctions),
    onNotice,
    now,
    wasi: { now, ...options.wasi },
    ...(journal && { onHostCall: keep(journal) }),
  });
  return {
    describe: () => describeOnce(module, skill),
    invokeRaw: (method, payload, call) => skill.invokeRaw(method, payload, call),
    close: () => devices.close?.(),
  };
}

const descriptors = new WeakMap<SkillModule, SkillDescriptor>();

/** A module says the same of itself in every instance, so that the next ones start with their call. */
function describeOnce(module: SkillModule, skill: Skill): SkillDescriptor {
  const descriptor = descriptors.get(module) ?? skill.describe();
  descriptors.set(module, descriptor);
  return descriptor;
}
