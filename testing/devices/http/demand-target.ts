import { types } from "node:util";
import { distance } from "fastest-levenshtein";
import { argumentKind } from "../../../engine/argument-kind.js";
import { patternsOverlap } from "../../../engine/cores/glob/overlap.js";
import { type Part, parseGlob } from "../../../engine/cores/glob/parse.js";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"];

/** RFC 9110, 5.6.2. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Throws a TypeError for what no request is made with. Methods of extensions are taken as they are. */
export function demandMethod(method: unknown, url: unknown): void {
  const lever = `host.http.on(${[method, url]
    .filter((each) => each !== undefined)
    .map(show)
    .join(", ")})`;
  if (typeof method !== "string" || !token.test(method)) {
    const [first, second] = isMethod(url) ? [url, method] : ["GET", url ?? method];
    const hint = `host.http.on(${show(first)}, ${show(second)})`;
    throw new TypeError(`Cannot script ${lever}: it begins with no method. Hint: ${hint}`);
  }
  const near = isMethod(method) ? undefined : methods.find((each) => isNear(method, each));
  if (near === undefined) return;
  throw new TypeError(
    `Cannot script ${lever}: unknown method "${method}". Hint: did you mean "${near}"?`,
  );
}

function isMethod(text: unknown): boolean {
  return typeof text === "string" && methods.includes(text.toUpperCase());
}

/** Two edits make another method of a short one: Vault's LIST isn't POST. */
function isNear(method: string, known: string): boolean {
  return distance(method.toUpperCase(), known) <= (known.length > 4 ? 2 : 1);
}

type Area = "http" | "ws";

const urls: Readonly<Record<Area, readonly Part[]>> = {
  http: parseGlob("http{,s}://**"),
  ws: parseGlob("ws{,s}://**"),
};

/** Throws a TypeError for what no URL of the area can match. `lever` is how the test writes it. */
export function demandUrl(pattern: unknown, { lever, area }: { lever: string; area: Area }): void {
  if (types.isRegExp(pattern)) return;
  const example = `"${area}s://api.example.com/v1"`;
  const hint = `a URL such as ${example}, a glob such as "**/v1", or an expression`;
  if (typeof pattern !== "string") {
    const found = argumentKind(pattern);
    throw new TypeError(`Cannot script ${lever}: expected a URL, found ${found}. Hint: ${hint}`);
  }
  if (patternsOverlap(parseGlob(pattern.toLowerCase()), urls[area])) return;
  const reason = `no ${area}:// or ${area}s:// URL matches it`;
  throw new TypeError(`Cannot script ${lever}: ${reason}. Hint: ${hint}`);
}

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return types.isRegExp(value) ? String(value) : argumentKind(value);
}
