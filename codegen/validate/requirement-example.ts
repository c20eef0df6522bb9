import { requirementExamples } from "../read/read-requirement.js";
import type { SdkCall } from "./sdk-calls.js";

/** A line that fits the call: made of what it names as a literal, else some of its kind. */
export function requirementExample(kind: string, { strings }: SdkCall): string {
  const named = (strings["0"] ?? strings.url)?.value ?? "";
  const pattern = patterns[kind]?.(named) ?? "";
  return pattern === "" ? anyExample(kind) : `${kind} ${pattern}`;
}

/** A narrow line of the kind, and a wide one for who knows no more. */
export function anyExample(kind: string): string {
  const example = requirementExamples[kind] ?? "";
  const wide = wideExample(kind);
  return wide === "" ? example : `${example}; ${wide}`;
}

/** What a skill may ask for that doesn't know its addresses; "" for kinds without. */
export function wideExample(kind: string): string {
  return wideExamples[kind] ?? "";
}

const wideExamples: Readonly<Record<string, string>> = {
  http: "http https://** when the operator or a caller chooses the host",
  tcp: "tcp *:6379 when the operator chooses the host, tcp *:* when the port, too",
  ws: "ws wss://** when the operator or a caller chooses the host",
};

/** What would grant just that; "" if it names nothing that can be granted. */
const patterns: Readonly<Record<string, (named: string) => string>> = {
  http: (url) => originPattern(url, /^https?:$/),
  ws: (url) => originPattern(url, /^wss?:$/),
  tcp: (address) => (/^[^\s/]+:\d+$/.test(address) ? address : ""),
  // A requirement runs to the end of its line, and a pattern's stars mean more than themselves.
  shell: (command) => (/^[^\n*?[{\\]+$/.test(command) ? command.trim() : ""),
  env: (name) => name,
};

function originPattern(url: string, scheme: RegExp): string {
  if (!URL.canParse(url)) return "";
  const { protocol, host } = new URL(url);
  return scheme.test(protocol) && host !== "" ? `${protocol}//${host}/**` : "";
}
