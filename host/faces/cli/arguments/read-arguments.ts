import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { MethodInfo } from "@luminarys/sdk-as/engine";
import {
  type ArgumentProblem,
  shownValue,
  signatureOf,
  toRecord,
} from "@luminarys/sdk-as/engine/cores";
import { fileReason } from "../../../config/file-reason.js";
import { CliError } from "../cli-error.js";
import { fieldsOf } from "../render/field-rows.js";
import type { Terminal } from "../terminal.js";
import { fromFlags } from "./from-flags.js";

/** Longer input is no arguments: a guest's memory is smaller. */
const MAX_INPUT = 64 << 20;

export interface WrittenArguments {
  /** `--name value` and so on. */
  readonly tokens: readonly string[];
  /** The text of an object, or `-` for the standard input. */
  readonly json: string | undefined;
}

/**
 * The arguments of a call: from flags, else JSON, else what is piped in, if the method takes any. Throws
 * a CliError that names everything that is wrong.
 */
export async function readArguments(
  { tokens, json }: WrittenArguments,
  { method, terminal }: { method: MethodInfo; terminal: Terminal },
): Promise<Record<string, unknown>> {
  if (tokens.length > 0 && json !== undefined) {
    throw new CliError("Cannot take arguments both from --json and from flags");
  }
  const problems: ArgumentProblem[] = [];
  const report = (problem: ArgumentProblem) => void problems.push(problem);
  const { params } = method;
  const readFile = (path: string) => readBytes(resolve(terminal.cwd, path));
  const text = tokens.length > 0 ? undefined : await jsonText(json, { method, terminal });
  const args =
    text === undefined
      ? fromFlags(tokens, { params, reading: { report, readFile } })
      : toRecord(parseObject(text), {
          properties: params,
          path: "",
          reading: { report },
          depth: 0,
        });
  if (problems.length === 0) return args;
  const count =
    problems.length === 1 ? "an argument doesn't" : `${problems.length} arguments don't`;
  const lines = problems.map(({ name, message }) => `\n  ${name}: ${message}`);
  throw new CliError(`Cannot call ${method.name}: ${count} fit${lines.join("")}`, {
    hint: `${signatureOf(method)}${whereFields(method)}`,
  });
}

/** The signature says of a map only that it is one. */
function whereFields({ name, params }: MethodInfo): string {
  const maps = params.filter((param) => fieldsOf(param).length > 0);
  if (maps.length === 0) return "";
  const names = maps.map((param) => param.name).join(", ");
  return `; --help behind ${name} lists the fields of ${names}`;
}

async function jsonText(
  json: string | undefined,
  { method, terminal }: { method: MethodInfo; terminal: Terminal },
): Promise<string | undefined> {
  if (json !== undefined && json !== "-") return json;
  if (json === undefined && method.params.length === 0) return undefined;
  const input = await readInput(terminal);
  const text = input === undefined ? "" : decode(input);
  if (text.trim() !== "") return text;
  if (json === undefined) return undefined;
  throw new CliError("Cannot read arguments: nothing is piped in");
}

async function readInput(terminal: Terminal): Promise<Uint8Array | undefined> {
  try {
    return await terminal.readInput(MAX_INPUT);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CliError(`Cannot read arguments from the input: ${error.message}`);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new CliError("Cannot read arguments from the input: it is not UTF-8");
  }
}

function parseObject(text: string): Record<string, unknown> {
  const hint = `Write an object, such as --json '{"name": "Ada"}'`;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
    const message = `Cannot read arguments: expected a map, found ${shownValue(value)}`;
    throw new CliError(message, { hint });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new CliError(`Cannot read arguments: ${error.message}`, { hint });
  }
}

function readBytes(file: string): Uint8Array | { reason: string } {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    return { reason: fileReason(error) };
  }
}
