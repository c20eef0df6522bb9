import type { Manifest } from "./manifest/model.js";

type Env = Manifest["env"];

/** Shorter values are words such as `eu` or `debug`, which texts hold for other reasons. */
const LEAST_LENGTH = 6;

/** What a variable is called that holds a secret. An address or a folder is needed to say what to grant. */
const secretName =
  /token|secret|passw|passphrase|pwd|key|credential|auth|cookie|signature|hook|dsn/i;
/** A URL with a password. */
const secretValue = /:\/\/[^/\s:@]*:[^/\s@]+@/;

interface Known {
  readonly pattern: RegExp | undefined;
  readonly names: ReadonlyMap<string, string>;
}

const known = new WeakMap<Env, Known>();

/**
 * The text with `***(NAME)` for each value of a manifest's `env` that is a secret by its name or holds a
 * password, as it is or encoded as a part of a URL: for what leaves a skill other than by its results.
 */
export function maskValues(text: string, env: Env): string {
  const { pattern, names } = knownOf(env);
  return pattern ? text.replace(pattern, (value) => `***(${names.get(value)})`) : text;
}

/** Masks the message of an error, which stays the same object. */
export function maskError<T>(error: T, env: Env): T {
  if (!(error instanceof Error)) return error;
  const masked = maskValues(error.message, env);
  if (masked !== error.message) error.message = masked;
  return error;
}

function knownOf(env: Env): Known {
  const found = known.get(env) ?? build(env);
  known.set(env, found);
  return found;
}

/** Longer ones first: one value may begin another. */
function build(env: Env): Known {
  const names = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) {
    const isSecret = secretName.test(name) || secretValue.test(value);
    if (!isSecret || value.length < LEAST_LENGTH) continue;
    for (const form of [value, encoded(value)]) if (!names.has(form)) names.set(form, name);
  }
  const values = [...names.keys()].sort((a, b) => b.length - a.length);
  const pattern = values.map((value) => value.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("|");
  return { pattern: pattern === "" ? undefined : new RegExp(pattern, "g"), names };
}

/** Lone surrogates have no encoding. */
function encoded(value: string): string {
  return encodeURIComponent(value.replace(/[\ud800-\udfff]/gu, "\ufffd"));
}
