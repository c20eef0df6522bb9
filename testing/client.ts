import { distance } from "fastest-levenshtein";
import type { SkillDescriptor } from "../engine/wire/descriptor.gen.js";

/** What a client of `skill-gen client` needs. */
export interface SkillInvoker {
  invoke(
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): { readonly value: unknown; readonly error?: string | undefined };
}

/** An error that a skill answered with, from a client without a class of its own. */
export class SkillError extends Error {
  override readonly name = "SkillError";
  readonly method: string;

  constructor(message: string, method: string) {
    super(message);
    this.method = method;
  }
}

/** A client made of what the skill says about itself: one method for each of its own. */
export function createClient<Client extends object>(
  { skill_name, methods }: SkillDescriptor,
  invoker: SkillInvoker,
): Client {
  const names = new Map<string, string>();
  for (const { name, private_callback } of methods) {
    if (!private_callback) names.set(foldName(name), names.get(foldName(name)) ?? name);
  }
  const get = (_: object, key: string | symbol): unknown => {
    // What looks at objects (await, printers) finds nothing here.
    if (typeof key === "symbol" || key === "then" || key === "toJSON") return undefined;
    const method = names.get(foldName(key));
    if (method === undefined)
      throw new TypeError(unknownMethod(key, skill_name, [...names.values()]));
    return (args: Readonly<Record<string, unknown>> = {}) => {
      const { value, error } = invoker.invoke(method, args);
      if (error) throw new SkillError(error, method);
      return value;
    };
  };
  return new Proxy({}, { get }) as Client;
}

/** `read_file`, `read-file` and `readFile` are one. */
function foldName(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
}

function unknownMethod(name: string, skill: string, known: string[]): string {
  const nearest = known.toSorted((a, b) => distance(a, name) - distance(b, name));
  const hint = nearest[0] === undefined ? "" : `. Hint: did you mean "${nearest[0]}"?`;
  return `Cannot call "${name}": the skill "${skill}" has no such method${hint}`;
}
