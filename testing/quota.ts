import type { HostCall } from "../engine/device.js";
import { HostError } from "../engine/errors.js";
import type { Manifest } from "../engine/manifest/model.js";
import type { Surroundings } from "./devices/surroundings.js";

const limitNames = { connection: "connections", process: "processes" } as const;

export interface QuotaParts {
  /** Of the skill that calls. */
  manifestOf: (call: HostCall) => Manifest;
  /** How many a skill has. */
  count: Readonly<Record<keyof typeof limitNames, (skillId: string) => number>>;
}

/** Holds skills to the connections and processes that their manifests allow. */
export function createQuota({ manifestOf, count }: QuotaParts) {
  const admitOneMore: NonNullable<Surroundings["admitOneMore"]> = (kind, { call, action }) => {
    const name = limitNames[kind];
    const has = count[kind](call.skillId);
    if (has < limitOf(manifestOf(call).limits[name])) return;
    const message = `Cannot ${action}: it has ${has} ${name} already. Hint: raise limits.${name}`;
    throw new HostError(message, { code: "denied" });
  };
  return { admitOneMore };
}

/** 0 is no limit. */
export function limitOf(most: number): number {
  return most || Number.POSITIVE_INFINITY;
}
