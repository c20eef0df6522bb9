import { nearestName } from "@luminarys/sdk-as/engine";
import { shownValue } from "@luminarys/sdk-as/engine/cores";
import { GatewayError } from "./gateway-error.js";

/** What a parameter may be. */
export interface Field<T> {
  /** In words. */
  readonly expected: string;
  /** What it means, undefined when it isn't that. */
  readonly read: (value: unknown) => T | undefined;
  readonly isRequired: boolean;
}

type Fields = Readonly<Record<string, Field<unknown>>>;

export type Params<S extends Fields> = {
  readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never;
};

/** The parameters of a method. Throws a GatewayError that says which one doesn't fit, and why. */
export function readParams<S extends Fields>(
  params: Readonly<Record<string, unknown>>,
  { method, fields }: { method: string; fields: S },
): Params<S> {
  const names = Object.keys(fields);
  for (const name of Object.keys(params)) {
    if (!Object.hasOwn(fields, name)) throw unknownParam(name, { method, names });
  }
  const entries = names.map((name) => {
    const field = fields[name] as Field<unknown>;
    if (!Object.hasOwn(params, name)) {
      if (field.isRequired) throw invalid(method, `${name} is missing, expected ${field.expected}`);
      return [name, undefined];
    }
    const value = field.read(params[name]);
    if (value !== undefined) return [name, value];
    const found = shownValue(params[name]);
    throw invalid(method, `${name} is ${found}, expected ${field.expected}`);
  });
  return Object.fromEntries(entries) as Params<S>;
}

/** Characters are those of Unicode. */
export function text({ min = 1, max }: { min?: number; max: number }): Field<string> {
  const expected = `a text of ${min} to ${max} characters`;
  return {
    expected,
    isRequired: true,
    read: (value) => (isText(value, { min, max }) ? value : undefined),
  };
}

export function wholeNumber({ min, max }: { min: number; max: number }): Field<number> {
  return {
    expected: `a whole number from ${min} to ${max}`,
    isRequired: true,
    read: (value) => {
      const fits = Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;
      return fits ? (value as number) : undefined;
    },
  };
}

export function flag(): Field<boolean> {
  return {
    expected: "true or false",
    isRequired: true,
    read: (value) => (typeof value === "boolean" ? value : undefined),
  };
}

export function object(): Field<Readonly<Record<string, unknown>>> {
  return { expected: "an object", isRequired: true, read: asObject };
}

/** undefined when it isn't given. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return { ...field, isRequired: false };
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return value as Record<string, unknown>;
}

/** Half of a surrogate pair is no character: ids with one couldn't be written down. */
export function isText(
  value: unknown,
  { min, max }: { min: number; max: number },
): value is string {
  if (typeof value !== "string" || value.length > 2 * max || /\p{Surrogate}/u.test(value)) {
    return false;
  }
  const length = value.length > max ? [...value].length : value.length;
  return length >= min && length <= max;
}

export function invalid(method: string, reason: string): GatewayError {
  return new GatewayError("INVALID_REQUEST", `Cannot call ${method}: ${reason}`);
}

function unknownParam(
  name: string,
  { method, names }: { method: string; names: readonly string[] },
): GatewayError {
  const near = nearestName(name, names);
  const takes = names.length === 0 ? "it takes none" : `it takes ${names.join(", ")}`;
  const hint = near === undefined ? takes : `did you mean "${near}"?`;
  return invalid(method, `unknown parameter ${shownValue(name)}. Hint: ${hint}`);
}
