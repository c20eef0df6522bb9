import type { ParamInfo } from "@luminarys/sdk-as/engine";
import {
  fromBase64,
  fromJson,
  type Reading,
  shownValue,
  unknownMessage,
} from "@luminarys/sdk-as/engine/cores";

/** What flags need beside the descriptor. */
export interface FlagReading extends Reading {
  /** A file's bytes, or why there are none. */
  readonly readFile: (path: string) => Uint8Array | { readonly reason: string };
}

interface Flag {
  readonly param: ParamInfo;
  readonly text: string;
}

/** `--name value`, `--name=value` and `--yes`, by the types of the parameters. */
export function fromFlags(
  tokens: readonly string[],
  { params, reading }: { params: readonly ParamInfo[]; reading: FlagReading },
): Record<string, unknown> {
  const flags = parseFlags(tokens, { params, reading });
  const entries = params.flatMap((param): [string, unknown][] => {
    const texts = flags.filter((flag) => flag.param === param).map(({ text }) => text);
    if (texts.length > 0) return [[param.name, convert(texts, { param, reading })]];
    if (param.required) reading.report({ name: `--${param.name}`, message: "missing" });
    return [];
  });
  return Object.fromEntries(entries);
}

function parseFlags(
  tokens: readonly string[],
  { params, reading }: { params: readonly ParamInfo[]; reading: FlagReading },
): Flag[] {
  const flags: Flag[] = [];
  const left = tokens[0] === "--" ? tokens.slice(1) : [...tokens];
  while (left.length > 0) {
    const token = left.shift() as string;
    const [, written, equals, value] = /^--([^=]+)(=([\s\S]*))?$/.exec(token) ?? [];
    if (written === undefined) {
      reading.report({ name: shownValue(token), message: "expected --<name> <value>" });
      continue;
    }
    const param = findParam(written, params);
    if (!param) {
      const known = params.map(({ name }) => name);
      reading.report({ name: `--${written}`, message: unknownMessage(written, known) });
      if (equals === undefined && left[0] !== undefined && !left[0].startsWith("--")) left.shift();
      continue;
    }
    const text = equals === undefined ? takeValue(param, left) : (value ?? "");
    if (text === undefined) reading.report({ name: `--${written}`, message: "needs a value" });
    else flags.push({ param, text });
  }
  return flags;
}

/** A hyphen stands for an underscore, as people write flags. */
function findParam(written: string, params: readonly ParamInfo[]): ParamInfo | undefined {
  const exact = params.find(({ name }) => name === written);
  return exact ?? params.find(({ name }) => name === written.replaceAll("-", "_"));
}

function takeValue({ type }: ParamInfo, left: string[]): string | undefined {
  const [next] = left;
  if (type === "boolean" && next !== "true" && next !== "false") return "true";
  if (next === undefined || next.startsWith("--")) return undefined;
  return left.shift();
}

interface Flags {
  readonly param: ParamInfo;
  readonly reading: FlagReading;
}

/** A list is given as JSON, or item by item. */
function convert(texts: readonly string[], { param, reading }: Flags): unknown {
  const path = `--${param.name}`;
  const [first = ""] = texts;
  if (param.type === "array" && param.encoding === "" && !first.trimStart().startsWith("[")) {
    const { items } = param;
    if (!items) return texts;
    return texts.map((text) => fromText(text, { param: items, path, reading }));
  }
  if (texts.length === 1) return fromText(first, { param, path, reading });
  return void reading.report({ name: path, message: "given more than once" });
}

function fromText(text: string, { param, path, reading }: Flags & { path: string }): unknown {
  if (param.encoding === "base64") return bytesFrom(text, { path, reading });
  const value = jsonOf(text, param);
  return fromJson(value, { param, path, reading });
}

/** What JSON would have; text that isn't JSON stays text, which then doesn't fit. */
function jsonOf(text: string, { type, encoding }: ParamInfo): unknown {
  if (type === "string" && encoding === "") return text;
  if (type === "integer" && /^-?\d+$/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function bytesFrom(
  text: string,
  { path, reading }: Pick<Flags, "reading"> & { path: string },
): Uint8Array | undefined {
  const bytes = text.startsWith("@") ? reading.readFile(text.slice(1)) : fromBase64(text);
  if (bytes instanceof Uint8Array) return bytes;
  const wanted = `expected base64 or @<file>, found ${shownValue(text)}`;
  const message = bytes === undefined ? wanted : `Cannot read "${text.slice(1)}": ${bytes.reason}`;
  return void reading.report({ name: path, message });
}
