import { describeSkill } from "../describe.js";
import type { Skill } from "../model.js";
import { absolute } from "../resolve/modules.js";
import { Codecs } from "./codecs.js";
import { LibContext, relativeImport } from "./lib-context.js";
import { printDescriptor, quote } from "./print-descriptor.js";
import { printHandler } from "./print-handler.js";
import { type Name, Printer } from "./printer.js";

const entries = "skill_alloc, skill_describe, skill_free, skill_handle";

/**
 * Prints the entry file of a skill. `path` is where it goes, below the same folder as the sources;
 * `version` is skill-gen's, which is the SDK's.
 */
export function printLib(
  skill: Skill,
  { path, version }: { path: string; version: string },
): string {
  const folder = path.split("/").slice(0, -1).join("/");
  const printer = new Printer();
  const source = absolute(skill.path, skill.sdk);
  const sdk = skill.sdk.startsWith(".") ? relativeImport(folder, source) : skill.sdk;
  const lib = new LibContext(skill, { printer, folder, sdk });
  printBody(skill, { lib, sdk, version });
  const from = relativeImport(folder, skill.path).replace(/^\.\//, "");
  return printer.toString([
    `// Made by skill-gen ${version} from ${from}. Do not edit; run skill-gen again.`,
  ]);
}

interface Context {
  readonly lib: LibContext;
  readonly sdk: string;
  readonly version: string;
}

function printBody(skill: Skill, { lib, sdk, version }: Context): void {
  const p = lib.printer;
  // Imported even without methods of its own: it may register some.
  lib.module(skill.path);
  const dispatch = p.declare("dispatch", { shadowed: true });
  const descriptor = p.declare("descriptor", { shadowed: true });
  const codecs = new Codecs(lib);
  const handlers = skill.methods.map((method) => ({
    method,
    name: p.declare(method.handler.name, { shadowed: true }),
  }));
  p.blank();
  p.line`export { ${entries} } from ${quote(sdk)};`;
  p.blank();
  printDispatch(handlers, { lib, dispatch });
  for (const { method, name } of handlers) {
    p.blank();
    printHandler(method, { lib, codecs, name });
  }
  codecs.print();
  p.blank();
  p.line`const ${descriptor}: StaticArray<u8> = [`;
  p.indented(() => {
    for (const line of printDescriptor(describeSkill(skill, version))) p.line`${line}`;
  });
  p.line`];`;
  p.blank();
  // asc wants the descriptor declared before it is named.
  p.line`${lib.sdk("serve")}(${dispatch}, ${descriptor});`;
}

interface Handler {
  readonly method: { readonly name: string };
  readonly name: Name;
}

function printDispatch(
  handlers: readonly Handler[],
  { lib, dispatch }: { lib: LibContext; dispatch: Name },
): void {
  const p = lib.printer;
  const call = p.scope({ hiding: false }).local("call");
  p.line`function ${dispatch}(${call}: ${lib.sdk("Call")}): void {`;
  p.indented(() => {
    for (const [index, { method, name }] of handlers.entries()) {
      const start = index === 0 ? "if" : "else if";
      p.line`${start} (${call}.is(${quote(method.name)})) ${name}(${call});`;
    }
    const last = handlers.length === 0 ? "" : "else ";
    p.line`${last}${call}.unknown();`;
  });
  p.line`}`;
}
