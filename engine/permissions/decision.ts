import { HostError } from "../errors.js";

const MAX_KNOWN = 8;

/**
 * A line of a manifest: an item of a list, or the value of a key. `skill` is whose manifest, when
 * that isn't the one that was asked.
 */
export type ManifestLine =
  | { readonly list: string; readonly item: string; readonly skill?: string }
  | { readonly key: string; readonly value: string | boolean };

export interface Allowed {
  readonly allowed: true;
  /** For the journal: `granted by "/data:rw" in permissions.fs.dirs`. */
  readonly reason: string;
  /** The lines that allow it. */
  readonly lines: readonly ManifestLine[];
}

/** `invalid`: no grant would help, because the request makes no sense. */
export type DenialCode = "denied" | "invalid" | "unavailable";

export interface Denied {
  readonly allowed: false;
  readonly code: DenialCode;
  /** Fits behind a colon: `outside the allowed directories (/data:rw)`. */
  readonly reason: string;
  /** The fewest lines that would allow it; none when nothing would. */
  readonly lines: readonly ManifestLine[];
  /** The same as a sentence: `add "/etc:ro" to permissions.fs.dirs`. */
  readonly grant?: string;
  /**
   * What the skill reads instead of reason and grant, when a path isn't what it seems: a model that
   * makes up paths may read it too, and mustn't learn where a link leads or be told to ask for more.
   */
  readonly told?: string;
}

/** A denial that has become an error. */
export interface Denial extends Denied {
  /** For the operator: with everything that the skill isn't told. */
  readonly message: string;
}

/** What a permission says about one request; `Extra` is what the device then acts on. */
export type Decision<Extra = unknown> = (Allowed & Extra) | Denied;

export function allow<Extra extends object>(
  lines: readonly ManifestLine[],
  extra: Extra,
): Allowed & Extra {
  const names = lines.map((line) => ("list" in line ? `"${line.item}" in ${line.list}` : line.key));
  return { allowed: true, reason: `granted by ${names.join(" and ")}`, lines, ...extra };
}

export function deny(reason: string, lines: readonly ManifestLine[] = []): Denied {
  const denied = { allowed: false, code: "denied", reason, lines } as const;
  return lines.length === 0 ? denied : { ...denied, grant: printLines(lines) };
}

export function refuse(reason: string, code: DenialCode = "invalid"): Denied {
  return { allowed: false, code, reason, lines: [] };
}

/** The same denial, with the `told` of another one on which it rests. */
export function tellAs<Some extends Denied>(denied: Some, told: string | undefined): Some {
  return told === undefined ? denied : { ...denied, told };
}

/** For a section that is switched off: what to add beside switching it on. */
export function denyDisabled(section: string, lines: readonly ManifestLine[]): Denied {
  const enable = { key: `${section}.enabled`, value: true };
  return deny(`${section} is disabled`, [enable, ...lines]);
}

/** For reasons: the lines in brackets, as many as can be read. */
export function printKnown(lines: readonly string[]): string {
  const more = lines.length > MAX_KNOWN ? `, and ${lines.length - MAX_KNOWN} more` : "";
  return lines.length === 0 ? "" : ` (${lines.slice(0, MAX_KNOWN).join(", ")}${more})`;
}

/** `set permissions.fs.enabled to true and add "/etc:ro" to permissions.fs.dirs` */
export function printLines(lines: readonly ManifestLine[]): string {
  return lines.map(printLine).join(" and ");
}

function printLine(line: ManifestLine): string {
  if ("list" in line) {
    const owner = line.skill === undefined ? "" : ` of "${line.skill}"`;
    return `add "${line.item}" to ${line.list}${owner}`;
  }
  return line.value === "" ? `set ${line.key}` : `set ${line.key} to ${line.value}`;
}

/** `action` is what was asked, after `Cannot`: `read "/etc/passwd"`. */
export function denialMessage({ reason, grant }: Denied, action: string): string {
  return `Cannot ${action}: ${reason}${grant ? `. Hint: ${grant}` : ""}`;
}

/** Narrows to what was allowed. Throws the HostError that answers a denied call. */
export function demand<Extra>(decision: Decision<Extra>, action: string): Allowed & Extra {
  if (decision.allowed) return decision;
  const message = denialMessage(decision, action);
  const told = decision.told === undefined ? message : `Cannot ${action}: ${decision.told}`;
  const error = new HostError(told, { code: decision.code });
  denials.set(error, { ...decision, message });
  throw error;
}

const denials = new WeakMap<object, Denial>();

/** The denial behind an error of `demand`; undefined for any other. */
export function denialOf(error: unknown): Denial | undefined {
  return typeof error === "object" && error !== null ? denials.get(error) : undefined;
}
