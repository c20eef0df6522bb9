import { type Diagnostic, type DiagnosticId, makeDiagnostic, type Values } from "./diagnostics.js";
import { LineIndex } from "./line-index.js";
import type { Place } from "./source.js";

/** Collects what is found in the sources of one skill. */
export class Report {
  readonly diagnostics: Diagnostic[] = [];
  readonly #texts: ReadonlyMap<string, string>;
  readonly #lines = new Map<string, LineIndex>();

  /** `texts` holds the normalized text of each path. */
  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }

  /** Adds a finding about `place`; null means the folder. */
  add<Id extends DiagnosticId>(id: Id, place: Place | null, values: Values<Id>): void {
    const position = place === null ? null : this.#linesOf(place.path).position(place.start);
    this.diagnostics.push(makeDiagnostic(id, values, { place, position }));
  }

  /** `path:line` of a place, for messages. */
  where(place: Place): string {
    return `${place.path}:${this.#linesOf(place.path).position(place.start).line}`;
  }

  get failed(): boolean {
    return this.diagnostics.some((each) => each.severity === "error");
  }

  /** By file and position, so that the order doesn't depend on who found it first. */
  sorted(): Diagnostic[] {
    return this.diagnostics
      .map((each, index) => ({ each, index }))
      .sort((a, b) => compare(a.each, b.each) || a.index - b.index)
      .map(({ each }) => each);
  }

  #linesOf(path: string): LineIndex {
    const known = this.#lines.get(path);
    if (known !== undefined) return known;
    const lines = new LineIndex(this.#texts.get(path) ?? "");
    this.#lines.set(path, lines);
    return lines;
  }
}

function compare(a: Diagnostic, b: Diagnostic): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.start - b.start;
}
