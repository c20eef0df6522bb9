import type { DiagnosticId } from "../../codegen/diagnostics.js";
import { messages } from "../../codegen/messages.js";

const bands = [
  { first: "1", title: "Annotations" },
  { first: "2", title: "Signatures and types" },
  { first: "3", title: "Requirements and the manifest" },
  { first: "9", title: "Files and internals" },
];

/** The page of all diagnostics; `examples` holds for each what skill-gen prints in its fixture. */
export function printErrors(examples: Readonly<Record<DiagnosticId, string>>): string {
  const ids = Object.keys(messages) as DiagnosticId[];
  const sections = bands.map(({ first, title }) => {
    const entries = ids.filter((id) => id[2] === first).map((id) => printEntry(id, examples[id]));
    return `## ${title}\n\n${entries.join("\n")}`;
  });
  return `# What skill-gen finds

Printed from the table of messages in \`codegen/messages.ts\`; each example is what a fixture in
\`test/codegen/fixtures/\` gives. \`--strict\` makes errors of warnings, \`--format json\` prints
findings for programs.

${sections.join("\n")}`;
}

function printEntry(id: DiagnosticId, example: string): string {
  const { severity, text } = messages[id];
  return `### ${id}

${severity === "error" ? "Error" : "Warning"}: ${text.replace(/\{(\w+)\}/g, "*$1*")}

\`\`\`text
${firstFinding(example, id)}
\`\`\`
`;
}

function firstFinding(example: string, id: DiagnosticId): string {
  return (
    example
      .split(/\n\n/)
      .find((part) => part.includes(id))
      ?.trimEnd() ?? ""
  );
}
