import type { Report } from "../report.js";
import type { Said } from "./annotations.js";
import type { TagFacts } from "./facts.js";
import type { TagScanner } from "./tag-scanner.js";

interface Context {
  readonly tag: TagFacts;
  /** What the text is, for messages: "description". */
  readonly what: string;
  readonly report: Report;
}

/**
 * Reads a quoted text that ends its tag. Null, after a report, when it isn't quoted or not closed.
 */
export function readQuoted(scanner: TagScanner, { tag, what, report }: Context): Said | null {
  if (!scanner.atQuote) {
    const said = scanner.rest();
    const quoted = said.value.replace(/["\\]/g, "\\$&");
    report.add("SK109", said, { what, tag: tag.word, quoted });
    return said;
  }
  const place = scanner.placeOfRest;
  const said = scanner.quoted();
  if (said === null) report.add("SK110", place, {});
  else reportRest(scanner, { tag, what, report });
  return said;
}

function reportRest(scanner: TagScanner, { tag, report }: Context): void {
  if (scanner.atEnd) return;
  const found = scanner.rest();
  report.add("SK111", found, {
    found: found.value,
    tag: tag.word,
    expected: "nothing more",
    hint: 'A quote inside the text is written \\"',
  });
}
