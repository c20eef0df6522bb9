import { pathToFileURL } from "node:url";
import {
  type ClassDeclaration,
  type FunctionDeclaration,
  type ModuleDeclaration,
  Node,
  type ParameterDeclaration,
  Project,
  type PropertyDeclaration,
} from "ts-morph";
import { root } from "../test/support/sources.js";

/** What only entry files and methods made by hand need. */
const inside =
  /^(skill_\w+|serve|register\w*|setSkillIdentity|errorResponse|method|type[A-Z]\w+|MethodBuilder|ParamBuilder|MethodDesc|MethodParam|RequirementDesc|Call|Command|Reader|Writer|Invoke\w+|SkillHandler|read[A-Z]\w+|new[A-Z]\w+|batchInvokeCommand)$/;
/** Functions that a namespace has too, under a shorter name, or that serve callbacks with loose parameters. */
const flat =
  /^(fs|http|tcp|ws|shell|archive|fileTransfer|cluster|history|prompt|headers|web|websocket|disk|unmarshal)(?!State)[A-Z]\w+$/;

/** What skills import from the guest library, a line for each: functions, then classes. */
export function listGuestApi(): string {
  const project = new Project({ skipFileDependencyResolution: true, compilerOptions: {} });
  project.addSourceFilesAtPaths(`${root}/assembly/**/*.ts`);
  const index = project.getSourceFileOrThrow(`${root}/assembly/index.ts`);
  const exported = [...index.getExportedDeclarations()]
    .filter(([name]) => !inside.test(name) && !flat.test(name))
    .flatMap(([, [declaration]]) => (declaration === undefined ? [] : [declaration]));
  const groups = [
    exported.filter(Node.isModuleDeclaration).flatMap(printNamespace),
    exported.filter(Node.isFunctionDeclaration).map((each) => printFunction(each, "")),
    exported.filter(Node.isClassDeclaration).map(printClass),
  ];
  return groups.map((lines) => lines.sort().join("\n")).join("\n\n");
}

function printNamespace(namespace: ModuleDeclaration): string[] {
  const functions = namespace.getFunctions().filter((each) => each.isExported());
  return functions.map((each) => printFunction(each, `${namespace.getName()}.`));
}

function printFunction(declaration: FunctionDeclaration, prefix: string): string {
  return `${prefix}${declaration.getName()}${signatureOf(declaration)}`;
}

type Signature = Pick<FunctionDeclaration, "getParameters" | "getReturnTypeNode">;

function signatureOf(declaration: Signature): string {
  const parameters = declaration.getParameters().map((each) => each.getText());
  return `(${parameters.join(", ")}): ${declaration.getReturnTypeNode()?.getText() ?? "void"}`;
}

function printClass(declaration: ClassDeclaration): string {
  const parameters = declaration.getConstructors()[0]?.getParameters() ?? [];
  const fields = [
    ...parameters.filter((each) => each.isReadonly()).map(printField),
    ...declaration
      .getProperties()
      .filter(isPublic)
      .map((each) => `${each.isStatic() ? "static " : ""}${printField(each)}`),
  ];
  const getters = declaration
    .getGetAccessors()
    .filter(isPublic)
    .map((each) => `${each.getName()}: ${each.getReturnTypeNode()?.getText()}`);
  const methods = declaration
    .getMethods()
    .filter((each) => isPublic(each) && !/\bCall\b/.test(signatureOf(each)))
    .map((each) => `${each.isStatic() ? "static " : ""}${each.getName()}${signatureOf(each)}`);
  const parent = declaration.getExtends()?.getText();
  const name = `${declaration.getName()}${parent === undefined ? "" : ` extends ${parent}`}`;
  const members = [...fields, ...getters, ...methods].filter((each) => !/: Writer$/.test(each));
  return `class ${name} { ${members.join("; ")} }`;
}

function printField(field: ParameterDeclaration | PropertyDeclaration): string {
  return `${field.getName()}: ${field.getTypeNode()?.getText()}`;
}

function isPublic(member: { hasModifier(kind: "private"): boolean }): boolean {
  return !member.hasModifier("private");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) console.log(listGuestApi());
