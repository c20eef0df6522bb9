import type { Annotations } from "./read/annotations.js";
import type { SourceFacts } from "./read/facts.js";
import type { Report } from "./report.js";
import type { Modules } from "./resolve/modules.js";
import { validateCallbacks } from "./validate/callbacks.js";
import { validateEvents } from "./validate/events.js";
import { validateExpressions } from "./validate/expressions.js";
import { validateIdentity } from "./validate/identity.js";
import { validateMethods } from "./validate/methods.js";
import { validateRequirements } from "./validate/requirements.js";
import { findSdkCalls } from "./validate/sdk-calls.js";

export interface ValidateContext {
  readonly annotations: Annotations;
  readonly sources: readonly SourceFacts[];
  readonly modules: Modules;
  readonly report: Report;
}

/** Reports what is wrong although every tag and signature can be read. */
export function validate(context: ValidateContext): void {
  const { annotations, report } = context;
  const uses = findSdkCalls(context);
  validateExpressions(context.sources, report);
  validateIdentity(annotations.skill, report);
  validateMethods(annotations, { uses, report });
  validateEvents(annotations.methods, { uses, report });
  validateCallbacks(annotations.methods, { uses, report });
  validateRequirements(annotations.skill, { uses, report });
}
