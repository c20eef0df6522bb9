import type { SourceFacts } from "../read/facts.js";
import type { Report } from "../report.js";

/** Reports what asc compiles although nothing can run it. */
export function validateExpressions(sources: readonly SourceFacts[], report: Report): void {
  for (const source of sources) {
    const own = [
      ...source.imports.map(({ local }) => local),
      ...source.classes,
      ...source.functions,
    ];
    const isOwn = own.some((each) => (typeof each === "string" ? each : each.name) === "RegExp");
    if (isOwn) continue;
    for (const call of source.calls) {
      if (call.root === "RegExp" && call.member === "") report.add("SK225", call, {});
    }
  }
}
