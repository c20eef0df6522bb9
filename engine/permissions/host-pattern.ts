import { type Address, type AddressRange, inRange, parseAddressRange } from "../cores/address.js";
import { type Automaton, buildAutomaton } from "../cores/glob/automaton.js";
import { containsPattern } from "../cores/glob/contain.js";
import { type Part, parseGlob } from "../cores/glob/parse.js";
import { accepts } from "../cores/glob/run.js";
import { type Host, parseHost } from "./host.js";

/**
 * `name` matches hosts as they are written; the others match addresses, be they written or what a
 * name resolves to. `octets` is `10.0.0.*`.
 */
export type HostPattern =
  | { readonly kind: "name"; readonly parts: Part[]; readonly isLocal: boolean; glob: Automaton }
  | { readonly kind: "address"; readonly address: Address }
  | { readonly kind: "octets"; readonly parts: Part[]; glob: Automaton }
  | { readonly kind: "range"; readonly range: AddressRange };

/** Throws a SyntaxError. */
export function parseHostPattern(text: string): HostPattern {
  const bare = /^\[(.*:.*)\]$/.exec(text)?.[1] ?? text;
  if (/^[\d.]+\/\d+$|:.*\//.test(bare)) {
    const range = parseAddressRange(bare);
    if (!range) throw new SyntaxError(`"${text}" is no range of addresses such as 10.0.0.0/8`);
    return { kind: "range", range };
  }
  if (!/[*?[{\\]/.test(bare)) {
    const { address, text: name } = parseHost(bare);
    return address ? { kind: "address", address } : namePattern(name);
  }
  if (/^\d+\.[\d.*?]*$/.test(text)) {
    const parts = authorityParts(text);
    return { kind: "octets", parts, glob: buildAutomaton(parts) };
  }
  return namePattern(canonicalPattern(text));
}

/** Whether a host as it's written is matched. */
export function matchesHost(pattern: HostPattern, host: Host): boolean {
  if (host.address && matchesAddress(pattern, host.address)) return true;
  return pattern.kind === "name" && accepts(pattern.glob, host.text);
}

/** Whether the pattern names addresses, and this one. */
export function matchesAddress(pattern: HostPattern, address: Address): boolean {
  if (pattern.kind === "range") return inRange(address, pattern.range);
  if (pattern.kind === "address") return pattern.address.text === address.text;
  return pattern.kind === "octets" && address.version === 4 && accepts(pattern.glob, address.text);
}

/** Outside of paths nothing holds a slash, so that `**` is `*` there. Throws a SyntaxError. */
export function authorityParts(text: string): Part[] {
  if (text.includes("/")) throw new SyntaxError(`"${text}" holds a slash`);
  const narrow = (part: Part): Part => {
    if (part.kind === "any") return { kind: "run" };
    if (part.kind !== "choice") return part;
    return { kind: "choice", options: part.options.map((option) => option.map(narrow)) };
  };
  return parseGlob(text).map(narrow);
}

function namePattern(text: string): HostPattern {
  const parts = authorityParts(text);
  const isLocal = isOneLabel(parts) || containsPattern(localNames, parts);
  return { kind: "name", parts, isLocal, glob: buildAutomaton(parts) };
}

/** Names that no public name server answers for, so that private addresses are theirs. */
const localNames = ["localhost", "local", "internal", "lan", "home.arpa", "test"].map((name) =>
  parseGlob(`*.${name}`),
);

/** No wildcard, because it would match dots. */
function isOneLabel(parts: readonly Part[]): boolean {
  const dot = 0x2e;
  return parts.every((part) => {
    if (part.kind === "literal") return part.char !== ".";
    if (part.kind === "choice") return part.options.every(isOneLabel);
    if (part.kind !== "set" || part.set.negated) return false;
    return part.set.ranges.every(([low, high]) => dot < low || dot > high);
  });
}

/** Lower case, and punycode for labels of other scripts. */
function canonicalPattern(text: string): string {
  const labels = text.toLowerCase().replace(/\.$/, "").split(".");
  return labels.map((label) => (/\P{ASCII}/u.test(label) ? punycode(label) : label)).join(".");
}

function punycode(label: string): string {
  if (!/[*?[{\\]/.test(label)) return parseHost(label).text;
  throw new SyntaxError(`"${label}" mixes wildcards with letters beyond ASCII`);
}
