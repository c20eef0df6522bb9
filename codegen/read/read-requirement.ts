import { requirementKinds } from "../../contract/descriptor.js";
import { nearest } from "../nearest.js";
import type { Report } from "../report.js";
import type { RequirementTag } from "./annotations.js";
import type { TagFacts } from "./facts.js";
import { TagScanner } from "./tag-scanner.js";

export const requirementExamples: Readonly<Record<string, string>> = {
  fs: "fs /data/** ro",
  http: "http https://api.example.com/**",
  tcp: "tcp redis:6379",
  ws: "ws wss://feed.example.com/**",
  shell: "shell git status **",
  llm: "llm",
  env: "env API_KEY",
  invoke: "invoke other-skill",
};

export function readRequirement(tag: TagFacts, report: Report): RequirementTag | null {
  const scanner = new TagScanner(tag);
  const kind = scanner.word();
  if (kind === null) {
    report.add("SK106", tag, { tag: "require", what: "kind", form: "require http <pattern>" });
    return null;
  }
  if (tag.cutOff) {
    report.add("SK306", { ...tag, end: tag.textStart + tag.text.length }, {});
    return null;
  }
  if (!requirementKinds.some((known) => known === kind.value)) {
    const guess = nearest(kind.value, requirementKinds);
    const hint = guess === "" ? "" : `Did you mean ${guess}?`;
    report.add("SK301", kind, { kind: kind.value, known: requirementKinds.join(", "), hint });
    return null;
  }
  const rest = scanner.rest();
  const { pattern, mode } = kind.value === "fs" ? splitMode(rest.value) : noMode(rest.value);
  if (pattern === "" && kind.value !== "llm") {
    const example = requirementExamples[kind.value] ?? "";
    report.add("SK302", tag, { kind: kind.value, example });
  }
  return { path: tag.path, start: tag.start, end: rest.end, kind, pattern, mode };
}

function noMode(pattern: string): Pick<RequirementTag, "pattern" | "mode"> {
  return { pattern, mode: "" };
}

/** `/data/** rw`, `/data/**:rw` or, read-only, `/data/**`. */
function splitMode(text: string): Pick<RequirementTag, "pattern" | "mode"> {
  const found = /^(.*?)(?:\s+|:)(ro|rw)$/.exec(text);
  return found === null
    ? { pattern: text, mode: "ro" }
    : { pattern: (found[1] ?? "").trim(), mode: found[2] === "rw" ? "rw" : "ro" };
}
