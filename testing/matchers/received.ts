import { SkillTrapError } from "../../engine/errors.js";
import type { JournalEntry } from "../../engine/journal.js";
import type { SkillDescriptor } from "../../engine/wire/descriptor.gen.js";
import type { LogLine } from "../devices/log.js";
import { type MatcherContext, showValue } from "./matcher.js";

/** What a test hands to `expect`: a mock host, a result of its `call`, a function that calls, ... */
interface Received {
  readonly journal?: unknown;
  readonly log?: { readonly lines: readonly LogLine[] };
  readonly describe?: () => SkillDescriptor;
  readonly error?: unknown;
}

/** The host calls of a mock host, or of one call. */
export function journalOf(received: unknown, matcher: string): readonly JournalEntry[] {
  const journal = fieldsOf(received).journal;
  if (Array.isArray(journal)) return journal as JournalEntry[];
  const entries = fieldsOf(journal).entries;
  if (Array.isArray(entries)) return entries as JournalEntry[];
  throw wrongReceived(matcher, "a mock host or the result of its call");
}

export function logOf(received: unknown, matcher: string): readonly LogLine[] {
  const lines = fieldsOf(received).log?.lines;
  if (lines !== undefined) return lines;
  throw wrongReceived(matcher, "a mock host");
}

export function descriptorOf(received: unknown, matcher: string): SkillDescriptor {
  const fields = fieldsOf(received);
  if (typeof fields.describe === "function") return (received as Required<Received>).describe();
  if ("methods" in fields) return received as SkillDescriptor;
  throw wrongReceived(matcher, "a mock host or a descriptor");
}

/** How a call ended: with a value, an error of the skill, or something thrown. */
export type Ending =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "error"; readonly error: string }
  | { readonly kind: "thrown"; readonly error: Error };

/** How the call ended that a result, an error or a function stands for. */
export function endingOf(received: unknown, matcher: string): Ending {
  if (received instanceof Error) return { kind: "thrown", error: received };
  if (typeof received === "function") {
    try {
      return endingOf(received(), matcher);
    } catch (error) {
      if (error instanceof Error) return { kind: "thrown", error };
      throw error;
    }
  }
  const fields = fieldsOf(received);
  if (!("error" in fields && "value" in fields)) {
    throw wrongReceived(matcher, "the result of a call, or a function that makes one");
  }
  if (typeof fields.error === "string") return { kind: "error", error: fields.error };
  return { kind: "value", value: fields.value };
}

export function tellEnding(ending: Ending, context: MatcherContext): string {
  if (ending.kind === "value") return `it answered ${showValue(context, ending.value)}`;
  if (ending.kind === "error") return `it answered the error ${showValue(context, ending.error)}`;
  const { error } = ending;
  const place = error instanceof SkillTrapError && error.file !== undefined ? placeOf(error) : "";
  return `it threw ${error.name}${place}: ${error.message}`;
}

function placeOf({ file, line }: SkillTrapError): string {
  return ` at ${file}:${line}`;
}

function fieldsOf(value: unknown): Received & Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function wrongReceived(matcher: string, wanted: string): TypeError {
  return new TypeError(`Cannot use ${matcher}: the value is not ${wanted}`);
}
