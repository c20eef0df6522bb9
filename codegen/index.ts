export { type Change, type ComparedSkill, compareSkills } from "./compare/compare-skills.js";
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
export { type ClientOptions, printClient } from "./print/print-client.js";
export { type DocsOptions, printDocs } from "./print/print-docs.js";
export { printLib } from "./print/print-lib.js";
export type { Source } from "./source.js";
export {
  describeTyped,
  type TypedDescriptor,
  type TypedMethod,
  type TypedParam,
} from "./typed-descriptor.js";
export { readVersion } from "./version.js";
