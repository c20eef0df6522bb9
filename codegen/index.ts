export { type Described, describeSkill } from "./describe.js";
export type { Diagnostic, DiagnosticId, Severity } from "./diagnostics.js";
export {
  createGenerator,
  type Generated,
  type GenerateOptions,
  type Generator,
  generate,
} from "./generate.js";
export type * from "./model.js";
export { printLib } from "./print/print-lib.js";
export type { Source } from "./source.js";
export { readVersion } from "./version.js";
