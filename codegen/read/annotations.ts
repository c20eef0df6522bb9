import type { Place } from "../source.js";

/** A piece of a tag and what it says. */
export interface Said extends Place {
  readonly value: string;
}

export interface SkillTags {
  /** Path of the file that holds the skill tags. */
  readonly path: string;
  readonly id: Said | null;
  readonly name: Said | null;
  readonly version: Said | null;
  readonly description: Said | null;
  readonly sdk: Said | null;
  readonly requirements: readonly RequirementTag[];
}

export interface RequirementTag extends Place {
  readonly kind: Said;
  readonly pattern: string;
  readonly mode: "" | "ro" | "rw";
}

/** The tags above one function that has a `@skill:method`. */
export interface MethodTags extends Place {
  /** Index of the function in its source. */
  readonly owner: number;
  readonly name: Said;
  readonly description: string;
  readonly params: readonly ParamTag[];
  readonly result: Said | null;
  readonly internal: boolean;
  readonly callback: boolean;
  readonly hints: Readonly<Partial<Record<MethodHint, boolean>>>;
}

export const methodHints = ["read_only", "destructive", "idempotent", "open_world"] as const;
export type MethodHint = (typeof methodHints)[number];

export interface ParamTag extends Place {
  readonly name: Said;
  readonly required: boolean;
  readonly description: string;
  readonly type: Said | null;
  readonly default: Said | null;
  readonly example: Said | null;
  readonly enum: readonly Said[];
}

export interface Annotations {
  readonly skill: SkillTags;
  readonly methods: readonly MethodTags[];
}
