import type { Position } from "./line-index.js";
import { messages } from "./messages.js";
import type { Place } from "./source.js";

export type DiagnosticId = keyof typeof messages;
export type Severity = "error" | "warning";

/** One finding. Lines and columns count from 1, columns and length in UTF-16 code units. */
export interface Diagnostic {
  readonly id: DiagnosticId;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it, or "". */
  readonly hint: string;
  /** Anchor in the documentation. */
  readonly docs: string;
  /** Path below the skill's folder, or "" when it is about no file. */
  readonly path: string;
  /** 0 when it is about a whole file or folder. */
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly length: number;
}

/** A diagnostic of ours or of another tool, whose ids are its own. */
export type Finding = Omit<Diagnostic, "id" | "docs"> & { readonly id: string };

type Holes<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}`
  ? Hole | Holes<Rest>
  : never;

type Message<Id extends DiagnosticId> = (typeof messages)[Id];

/** The values that a message and its hint have holes for. */
export type Values<Id extends DiagnosticId> = Record<
  Holes<Message<Id>["text"]> | Holes<Message<Id>["hint"]>,
  string
>;

interface Where {
  readonly place: Place | null;
  readonly position: Position | null;
}

/** Makes a diagnostic about a place, or, without one, about the whole folder. */
export function makeDiagnostic<Id extends DiagnosticId>(
  id: Id,
  values: Values<Id>,
  { place, position }: Where = { place: null, position: null },
): Diagnostic {
  const message = messages[id];
  return {
    id,
    severity: message.severity,
    message: fill(message.text, values),
    hint: fill(message.hint, values),
    docs: `docs/errors.md#${id.toLowerCase()}`,
    path: place?.path ?? "",
    line: position?.line ?? 0,
    column: position?.column ?? 0,
    start: place?.start ?? 0,
    length: place === null ? 0 : Math.max(1, place.end - place.start),
  };
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, hole: string) => values[hole] ?? "");
}
