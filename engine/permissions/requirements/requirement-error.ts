import type { RequirementInfo } from "../../wire/descriptor.gen.js";
import type { ManifestLine } from "../decision.js";

/** A `@skill:require` line, why it isn't satisfied, and what would. */
export interface UnmetRequirement {
  readonly requirement: RequirementInfo;
  /** As the author wrote it. */
  readonly line: string;
  readonly reason: string;
  readonly lines: readonly ManifestLine[];
  readonly grant?: string;
}

/** A skill that isn't loaded, because its manifest grants too little. */
export class RequirementError extends Error {
  override readonly name = "RequirementError";
  readonly code = "unmet";
  readonly unmet: readonly UnmetRequirement[];

  constructor(skillId: string, unmet: readonly UnmetRequirement[]) {
    const count = unmet.length === 1 ? "a requirement" : `${unmet.length} requirements`;
    const lines = unmet.map(({ line, reason, grant }) => {
      return `\n  ${line}: ${reason}${grant ? `. Hint: ${grant}` : ""}`;
    });
    super(`Cannot load skill "${skillId}": its manifest leaves ${count} unmet${lines.join("")}`);
    this.unmet = unmet;
  }
}
