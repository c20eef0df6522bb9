import type { TypedDescriptor, TypedMethod } from "../typed-descriptor.js";
import { ClientTypes } from "./client-types.js";
import { docComment } from "./doc-comment.js";
import { camelCase, pascalCase } from "./names.js";

export interface ClientOptions {
  /** Whether calls give promises, as those of a real host do. */
  readonly async: boolean;
  /** skill-gen's version. */
  readonly version: string;
}

/** A TypeScript client of the skill: one method for each that others may call. */
export function printClient(skill: TypedDescriptor, options: ClientOptions): string {
  const types = new ClientTypes();
  const base = clientBase(skill);
  const names = {
    client: types.take(`${base}Client`),
    error: types.take(`${base}Error`),
    invoker: types.take(`${base}Invoker`),
  };
  const open = skill.methods.filter((method) => !method.private_callback);
  const methods = typeMethods(open, types);
  const lines = [
    `// Made by skill-gen ${options.version} from ${skill.skill_id} ${skill.skill_version}.` +
      " Do not edit; run skill-gen client again.",
    ...unknownNulls(open),
    "",
    ...invokerLines(names.invoker, options),
    "",
    ...errorLines(names.error),
    "",
    ...docComment([skill.description || `Calls the skill ${skill.skill_name}.`]),
    `export class ${names.client} {`,
    `  readonly #invoker: ${names.invoker};`,
    "",
    `  constructor(invoker: ${names.invoker}) {`,
    "    this.#invoker = invoker;",
    "  }",
    ...methods.flatMap((method) => ["", ...methodLines(method, options)]),
    "",
    ...invokeLines(names.error, options),
    "}",
    ...types.print(),
  ];
  return `${lines.join("\n")}\n`;
}

/** Only sources say which results may be null. */
function unknownNulls(methods: readonly TypedMethod[]): string[] {
  const isUnknown = ({ result }: TypedMethod) =>
    result?.nullable === undefined && ["string", "object", "array"].includes(result?.type ?? "");
  if (!methods.some(isUnknown)) return [];
  return [
    "// Made from a module, which doesn't say whether a method may return null: no result has",
    "// `| null` here. A client made from the skill's sources does.",
  ];
}

function clientBase({ skill_name, skill_id }: TypedDescriptor): string {
  const name = /[a-z]/i.test(skill_name) ? skill_name : (skill_id.split(".").at(-1) ?? "skill");
  return pascalCase(name.replace(/[^a-z0-9]+/gi, "_").replace(/^_+/, ""));
}

interface ClientMethod {
  readonly method: TypedMethod;
  readonly name: string;
  /** "" for none. */
  readonly args: string;
  readonly result: string;
}

/** Results come first: a class that is both result and argument keeps its name as a result. */
function typeMethods(methods: readonly TypedMethod[], types: ClientTypes): ClientMethod[] {
  const results = methods.map((method) => {
    if (method.result === undefined) return "unknown";
    if (method.result === null) return "void";
    return types.type(method.result, {
      base: `${pascalCase(method.name)}Result`,
      direction: "result",
    });
  });
  // `constructor` is the class's own, and an object with a `then` can't be awaited.
  const taken = new Set(["constructor", "then"]);
  return methods.map((method, index) => {
    const base = `${pascalCase(method.name)}Args`;
    const args = method.params.length === 0 ? "" : types.fields(base, method.params, "argument");
    const name = freeName(camelCase(method.name), taken);
    return { method, name, args, result: results[index] ?? "unknown" };
  });
}

function freeName(preferred: string, taken: Set<string>): string {
  let name = preferred;
  for (let number = 2; taken.has(name); number++) name = `${preferred}${number}`;
  taken.add(name);
  return name;
}

function methodLines(each: ClientMethod, { async }: ClientOptions): string[] {
  const { method, name, args, result } = each;
  const { description, params } = method;
  const returns = method.result?.description ? [`@returns ${method.result.description}`] : [];
  const optional = params.every((param) => !param.required) ? " = {}" : "";
  const list = args === "" ? "" : `args: ${args}${optional}`;
  const answer = async ? `Promise<${result}>` : result;
  const invoke = `${async ? "await " : ""}this.#invoke(${JSON.stringify(method.name)}, ${args === "" ? "{}" : "args"})`;
  const cast = result === "unknown" ? "" : ` as ${result}`;
  const value = async && cast !== "" ? `(${invoke})${cast}` : `${invoke}${cast}`;
  return [
    ...docComment([description, ...returns], "  "),
    `  ${async ? "async " : ""}${name}(${list}): ${answer} {`,
    result === "void" ? `    ${invoke};` : `    return ${value};`,
    "  }",
  ];
}

function invokerLines(name: string, { async }: ClientOptions): string[] {
  const what = async
    ? "What runs the skill and answers with promises, such as a host."
    : "What runs the skill and answers at once: the engine's Skill, or a mock host.";
  const answer = "{ readonly value: unknown; readonly error?: string | undefined }";
  return [
    ...docComment([what]),
    `export interface ${name} {`,
    "  invoke(",
    "    method: string,",
    "    args: Readonly<Record<string, unknown>>,",
    `  ): ${async ? `Promise<${answer}>` : answer};`,
    "}",
  ];
}

function errorLines(name: string): string[] {
  return [
    "/** An error that the skill answered with. */",
    `export class ${name} extends Error {`,
    `  override readonly name = ${JSON.stringify(name)};`,
    "  readonly method: string;",
    "",
    "  constructor(message: string, method: string) {",
    "    super(message);",
    "    this.method = method;",
    "  }",
    "}",
  ];
}

function invokeLines(error: string, { async }: ClientOptions): string[] {
  const [head, answer, wait] = async
    ? ["async #invoke", "Promise<unknown>", "await "]
    : ["#invoke", "unknown", ""];
  return [
    `  ${head}(method: string, args: object): ${answer} {`,
    `    const { value, error } = ${wait}this.#invoker.invoke(method, { ...args });`,
    `    if (error) throw new ${error}(error, method);`,
    "    return value;",
    "  }",
  ];
}
