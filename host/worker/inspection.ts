import type { SkillDescriptor, SkillModule } from "@luminarys/sdk-as/engine";
import type { PackedError } from "./packed-error.js";

/** A module to compile and to ask for its descriptor. */
export interface InspectionInput {
  readonly bytes: Uint8Array;
  readonly maxMemoryBytes: number;
}

export interface Inspection {
  readonly module: SkillModule;
  readonly descriptor: SkillDescriptor;
}

export type InspectionOutcome =
  | ({ readonly ok: true } & Inspection)
  | { readonly ok: false; readonly error: PackedError };
