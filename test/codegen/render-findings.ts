import { type Generated, generate } from "../../codegen/generate.js";
import { renderText } from "../../codegen/render/render-text.js";
import { makeStyle } from "../../codegen/render/style.js";
import { normalizeText, type Source } from "../../codegen/source.js";

/** The findings as skill-gen prints them without a terminal. */
export function renderFindings(sources: readonly Source[], { diagnostics }: Generated): string {
  const texts = new Map(sources.map(({ path, text }) => [path, normalizeText(text)]));
  return renderText(diagnostics, { style: makeStyle(false), texts, show: (path) => path });
}

export function generateSkill(sources: readonly Source[]): Promise<Generated> {
  return generate(sources, { version: "0.3.0" });
}
