import { floatNames, intNames, type RecordModel, type ValueType } from "../model.js";
import { nearest } from "../nearest.js";
import type { ClassFacts, TypeFacts } from "../read/facts.js";
import type { Report } from "../report.js";
import { instead } from "./instead.js";
import type { Declaration, Modules } from "./modules.js";
import { readFields } from "./record-fields.js";
import { findSdkRecord, sdkKey } from "./sdk-records.js";
import { typeText } from "./type-text.js";

const supported = "a string, number, boolean, bytes, array, Map<string, T> or class";

/** Turns the types that authors write into types of the model. Reports what has no such form. */
export class TypeResolver {
  readonly #modules: Modules;
  readonly #report: Report;
  readonly #records = new Map<string, RecordModel | null>();
  /** The classes being read, outermost first: a class among its own fields would be endless. */
  readonly #open: { readonly key: string; readonly name: string }[] = [];

  constructor(modules: Modules, report: Report) {
    this.#modules = modules;
    this.#report = report;
  }

  /** Every class that was met; a class comes after those it holds. */
  get records(): RecordModel[] {
    return [...this.#records.values()].filter((record) => record !== null);
  }

  /** `what` names the thing of that type, as a message begins. Null after a report. */
  resolve(type: TypeFacts, what: string): ValueType | null {
    switch (type.kind) {
      case "array":
        return this.#list(type.of, what);
      case "nullable":
        return this.#nullable(type, what);
      case "other":
        return this.#unsupported(type, { what, expected: supported });
      case "name":
        return this.#named(type, what);
    }
  }

  /** The SDK's name of a type, or "" for other types. */
  sdkName(type: TypeFacts | null): string {
    if (type?.kind !== "name" || type.args.length > 0) return "";
    const found = this.#modules.find(type.name, type.path);
    return found?.kind === "sdk" ? found.name : "";
  }

  /** Key of the SDK's class, which then is among the records. */
  sdkRecord(name: string): string {
    const key = sdkKey(name);
    if (this.#records.has(key)) return key;
    const record = findSdkRecord(name);
    if (record === null) return "";
    for (const { type } of record.fields) this.#openSdk(type);
    this.#records.set(key, record);
    return key;
  }

  #openSdk(type: ValueType): void {
    if (type.kind === "list" || type.kind === "map") this.#openSdk(type.of);
    if (type.kind === "record") this.sdkRecord(type.key.slice(sdkKey("").length));
  }

  #list(item: TypeFacts, what: string): ValueType | null {
    const of = this.resolve(item, what);
    return of === null ? null : { kind: "list", of, nullable: false };
  }

  #nullable(type: TypeFacts & { kind: "nullable" }, what: string): ValueType | null {
    const of = this.resolve(type.of, what);
    if (of === null) return null;
    if (of.kind === "bool" || of.kind === "int" || of.kind === "float") {
      const expected = `${typeText(type.of)}, which cannot be null`;
      const hint = "Only strings, arrays, maps and classes can be null; give it a default instead";
      return this.#unsupported(type, { what, expected, hint });
    }
    return { ...of, nullable: true };
  }

  #named(type: TypeFacts & { kind: "name" }, what: string): ValueType | null {
    const found = this.#modules.find(type.name, type.path);
    if (found === null) return this.#builtin(type, what);
    if (type.args.length > 0) {
      const hint = "Declare a class for each use; only Array and Map take types";
      return this.#unsupported(type, { what, expected: "a class without type parameters", hint });
    }
    return this.#declared(found, { type, what });
  }

  #builtin(type: TypeFacts & { kind: "name" }, what: string): ValueType | null {
    const scalar = builtinScalar(type.name);
    if (scalar !== null) return scalar;
    const [first, second] = type.args;
    if (type.name === "Array" && first !== undefined) return this.#list(first, what);
    if (type.name === "Map" && first !== undefined && second !== undefined) {
      if (typeText(first) !== "string") {
        const hint = "Keys are strings on the wire: use Map<string, T>";
        return this.#unsupported(type, { what, expected: "Map<string, T>", hint });
      }
      const of = this.resolve(second, what);
      return of === null ? null : { kind: "map", of, nullable: false };
    }
    if (instead(type) !== "") return this.#unsupported(type, { what, expected: supported });
    return this.#missing(type, { reason: "it is neither declared nor imported here" });
  }

  #declared(found: Declaration, use: Use): ValueType | null {
    switch (found.kind) {
      case "class":
        return this.#class(found.facts, use);
      case "alias":
        if (found.facts.generic) return this.#unsupported(use.type, withHint(use, "Use a class"));
        return this.resolve(found.facts.type, use.what);
      case "sdk":
        return this.#sdk(found.name, use);
      case "package":
        return this.#missing(use.type, { reason: `it comes from the package "${found.from}"` });
      case "missing":
        return this.#missing(use.type, {
          reason: `"${found.from}" is not below the folder, or does not export it`,
        });
      case "constant":
        return this.#unsupported(use.type, { ...use, expected: supported });
      case "other":
        return this.#unsupported(use.type, withHint(use, insteadOf[found.facts.kind]));
    }
  }

  #sdk(name: string, use: Use): ValueType | null {
    if (name === "MsgValue") return { kind: "any", nullable: false };
    if (name === "ToolContent") return { kind: "any", nullable: false, content: true };
    const key = this.sdkRecord(name);
    if (key !== "") return { kind: "record", key, nullable: false };
    return this.#unsupported(use.type, { ...use, expected: supported });
  }

  #class(facts: ClassFacts, { type, what }: Use): ValueType | null {
    const key = `${facts.path}#${facts.name}`;
    const value: ValueType = { kind: "record", key, nullable: false };
    const depth = this.#open.findIndex((each) => each.key === key);
    if (depth >= 0) {
      const cycle = [...this.#open.slice(depth), { name: facts.name }].map((each) => each.name);
      this.#report.add("SK212", type, { name: facts.name, cycle: cycle.join(" -> ") });
      return null;
    }
    const known = this.#records.get(key);
    if (known !== undefined) return known === null ? null : value;
    this.#open.push({ key, name: facts.name });
    const record = this.#record(facts, { type, what });
    this.#open.pop();
    this.#records.set(key, record);
    return record === null ? null : value;
  }

  #record(facts: ClassFacts, { type, what }: Use): RecordModel | null {
    if (facts.oddity !== "") {
      const hint = "Use a class without type parameters whose constructor needs nothing";
      const [name, reason] = [typeText(type), facts.oddity];
      this.#report.add("SK213", type, { what, type: name, reason, instead: hint });
      return null;
    }
    if (facts.exportedAs === "") {
      this.#report.add("SK211", type, { what, kind: "class", name: facts.name });
      return null;
    }
    const context = { modules: this.#modules, report: this.#report };
    const fields = readFields(facts, { ...context, resolve: (...of) => this.resolve(...of) });
    const key = `${facts.path}#${facts.name}`;
    return fields === null ? null : { key, name: facts.exportedAs, path: facts.path, fields };
  }

  #missing(type: TypeFacts, { reason }: { reason: string }): null {
    const name = typeText(type);
    const guess = nearest(name, ["string", "bool", "Uint8Array", ...intNames, ...floatNames]);
    const hint =
      guess === "" ? "Declare it below the folder and import it" : `Did you mean ${guess}?`;
    this.#report.add("SK214", type, { type: name, reason, hint });
    return null;
  }

  #unsupported(
    type: TypeFacts,
    { what, expected, hint }: { what: string; expected: string; hint?: string },
  ): null {
    const values = { what, type: typeText(type), expected, instead: hint ?? instead(type) };
    this.#report.add("SK207", type, values);
    return null;
  }
}

interface Use {
  readonly type: TypeFacts;
  readonly what: string;
}

const insteadOf = {
  enum: "Use i32, or a string parameter with enum:a|b",
  interface: "Use a class with public fields",
  namespace: "Use a class with public fields",
} as const;

function withHint({ what }: Use, hint: string) {
  return { what, expected: supported, hint };
}

function builtinScalar(name: string): ValueType | null {
  const int = intNames.find((each) => each === name);
  if (int !== undefined) return { kind: "int", name: int, nullable: false };
  const float = name === "number" ? "f64" : floatNames.find((each) => each === name);
  if (float !== undefined) return { kind: "float", name: float, nullable: false };
  if (name === "string") return { kind: "string", nullable: false };
  if (name === "bool" || name === "boolean") return { kind: "bool", nullable: false };
  return name === "Uint8Array" ? { kind: "bytes", nullable: false } : null;
}
