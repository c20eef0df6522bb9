import { requirementExamples } from "../read/read-requirement.js";
import type { SdkCall } from "./sdk-calls.js";

/** A line that fits the call, made of what it names as a literal; "" when that says too little. */
export function fittingRequirement(kind: string, { strings, heads }: SdkCall): string {
  const named = (strings["0"] ?? strings.url)?.value ?? "";
  const head = heads["0"] ?? heads.url ?? "";
  const pattern = patterns[kind]?.(named) || headPatterns[kind]?.(head) || "";
  return pattern === "" ? "" : `${kind} ${pattern}`;
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

/** The same for a text of which only the beginning is known. */
const headPatterns: Readonly<Record<string, (head: string) => string>> = {
  http: (head) => originPattern(wholeOrigin(head), /^https?:$/),
  ws: (head) => originPattern(wholeOrigin(head), /^wss?:$/),
  shell: (head) => {
    const words = firstWords.exec(head)?.[0].trim().split(/\s+/) ?? [];
    return words.length === 0 ? "" : `${words.join(" ")} **`;
  },
};

/** Of a command's beginning: its name and what it does, as in `git log `; options say less. */
const firstWords = /^(?:\s*[\w./:=@][\w./:=@-]*\s){1,2}/;

/** Of a URL's beginning, as far as its host; "" when the host may go on. */
function wholeOrigin(head: string): string {
  return /^\w+:\/\/[^/?#\s]+(?=[/?#])/.exec(head)?.[0] ?? "";
}

function originPattern(url: string, scheme: RegExp): string {
  if (!URL.canParse(url)) return "";
  const { protocol, host } = new URL(url);
  return scheme.test(protocol) && host !== "" ? `${protocol}//${host}/**` : "";
}
