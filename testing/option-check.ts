import { types } from "node:util";
import { argumentKind, isBytes } from "../engine/argument-kind.js";
import { nearestName } from "../engine/nearest-name.js";
import { isSource } from "./skill-source.js";

/** Whether a value will do, and in words what would. */
interface OptionKind {
  readonly fits: (value: unknown) => boolean;
  readonly wanted: string;
}

type Shape<Options> = { readonly [Name in keyof Required<Options>]: OptionKind };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" &&
  value !== null &&
  !(Array.isArray(value) || isBytes(value) || value instanceof Promise);

const isText = (value: unknown): value is string => typeof value === "string";
const isTextMatch = (value: unknown) => isText(value) || types.isRegExp(value);
const isListOf = (fits: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(fits);
const isRecordOf = (fits: (value: unknown) => boolean) => (value: unknown) =>
  isRecord(value) && Object.values(value).every(fits);

export const optionKinds = {
  any: { fits: () => true, wanted: "anything" },
  text: { fits: isText, wanted: "a string" },
  number: { fits: (value) => Number.isFinite(value), wanted: "a number" },
  /** May be endless. */
  amount: {
    fits: (value) => typeof value === "number" && value >= 0,
    wanted: "a number of at least 0",
  },
  flag: { fits: (value) => typeof value === "boolean", wanted: "true or false" },
  bytes: { fits: (value) => value instanceof Uint8Array, wanted: "bytes" },
  content: { fits: (value) => isText(value) || isBytes(value), wanted: "a string or bytes" },
  instant: {
    fits: (value) => (value instanceof Date || typeof value === "number") && !Number.isNaN(+value),
    wanted: "a date or Unix time in milliseconds",
  },
  record: { fits: isRecord, wanted: "an object" },
  records: { fits: isListOf(isRecord), wanted: "a list of objects" },
  texts: { fits: isRecordOf(isText), wanted: "an object of strings" },
  listOfTexts: { fits: isListOf(isText), wanted: "a list of strings" },
  fields: {
    fits: isRecordOf((value) => isText(value) || isListOf(isText)(value)),
    wanted: "an object of strings or lists of them",
  },
  textMatch: { fits: isTextMatch, wanted: "a string or an expression" },
  textMatches: { fits: isRecordOf(isTextMatch), wanted: "an object of strings or expressions" },
  function: { fits: (value) => typeof value === "function", wanted: "a function" },
  certificate: {
    fits: (value) => value === "valid" || value === "self-signed",
    wanted: '"valid" or "self-signed"',
  },
  skills: {
    fits: (value) =>
      isSource(value) ||
      (isRecord(value) && Object.keys(value).length > 0 && Object.values(value).every(isSource)),
    wanted: "a path, bytes or module, or an object of them by id",
  },
  manifests: {
    fits: (value) => typeof value === "string" || isRecord(value),
    wanted: "YAML, a path or an object",
  },
} satisfies Record<string, OptionKind>;

interface Wanted<Options> {
  readonly action: string;
  readonly shape: Shape<Options>;
  readonly required?: readonly (keyof Options & string)[];
  /** What stands for options: `an object such as { text: "..." }`. */
  readonly wanted?: string;
}

/**
 * Throws a TypeError for an option that isn't known or has the wrong type. `action` stands after
 * `Cannot`.
 */
export function demandOptions<Options extends object>(
  options: Options,
  { action, shape, required = [], wanted = "an object of options" }: Wanted<Options>,
): void {
  if (!isRecord(options)) {
    const reason = `expected ${wanted}, found ${kindOf(options)}`;
    throw new TypeError(`Cannot ${action}: ${reason}`);
  }
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(shape, name)) demandKind(name, { value: options[name], shape, action });
    else throw new TypeError(`Cannot ${action}: ${unknownOption(name, Object.keys(shape))}`);
  }
  for (const name of required) {
    if (options[name] === undefined) refuseKind(name, { value: undefined, shape, action });
  }
}

interface Given {
  readonly value: unknown;
  readonly shape: Readonly<Record<string, OptionKind>>;
  readonly action: string;
}

/** What is undefined isn't there. */
function demandKind(name: string, given: Given): void {
  if (given.value === undefined || given.shape[name]?.fits(given.value)) return;
  refuseKind(name, given);
}

function refuseKind(name: string, { value, shape, action }: Given): never {
  const reason = `expected ${shape[name]?.wanted}, found ${kindOf(value)}`;
  throw new TypeError(`Cannot ${action}: option "${name}": ${reason}`);
}

/** Throws a TypeError for arguments that aren't by name. */
export function demandArguments(args: unknown, action: string): void {
  if (args === null || isRecord(args)) return;
  const reason = `expected an object of arguments, found ${kindOf(args)}`;
  throw new TypeError(`Cannot ${action}: ${reason}`);
}

function unknownOption(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  const hint = near === undefined ? known.join(", ") : `did you mean "${near}"?`;
  return `unknown option "${name}". Hint: ${hint}`;
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? "an array" : argumentKind(value);
}
