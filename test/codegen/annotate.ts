import type { Annotations, ParamTag } from "../../codegen/read/annotations.js";
import { readAnnotations } from "../../codegen/read/read-annotations.js";
import { readSource } from "../../codegen/read/read-source.js";
import { Report } from "../../codegen/report.js";
import { normalizeText } from "../../codegen/source.js";

/** What the tags of one source say, and the ids of the findings. */
export function annotate(text: string): { annotations: Annotations | null; ids: string[] } {
  const source = { path: "skill.ts", text: normalizeText(text) };
  const report = new Report(new Map([[source.path, source.text]]));
  const annotations = readAnnotations([readSource(source)], report);
  return { annotations, ids: report.sorted().map((each) => each.id) };
}

/** What one `@skill:param` says, its pieces without their places. */
export function annotateParam(line: string) {
  const { annotations, ids } = annotate(
    `// @skill:method m "M"\n// @skill:param ${line}\nexport function m(): void {}\n`,
  );
  const tag = annotations?.methods[0]?.params[0];
  const missing = ids.filter((id) => id !== "SK103");
  return { ids: missing, ...(tag === undefined ? {} : bare(tag)) };
}

function bare(tag: ParamTag) {
  return {
    name: tag.name.value,
    required: tag.required,
    description: tag.description,
    ...(tag.type === null ? {} : { type: tag.type.value }),
    ...(tag.default === null ? {} : { default: tag.default.value }),
    ...(tag.example === null ? {} : { example: tag.example.value }),
    ...(tag.enum.length === 0 ? {} : { enum: tag.enum.map((each) => each.value) }),
  };
}
