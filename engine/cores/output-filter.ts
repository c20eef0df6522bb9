import { linesOf } from "./lines.js";
import { compileExpression } from "./regexp.js";

/**
 * What is left of a command's output: the lines that match `grep` (RE2, "" = all), of these the last
 * `tail` (0 = all). Throws a SyntaxError.
 */
export function filterOutput(
  output: string,
  { grep, tail }: { grep: string; tail: number },
): string {
  if (grep === "" && tail <= 0) return output;
  const expression = grep === "" ? undefined : compileExpression(grep);
  const decoder = new TextDecoder();
  const lines = [...linesOf(new TextEncoder().encode(output))]
    .filter((line) => expression?.test(line) ?? true)
    .map((line) => decoder.decode(line));
  const kept = tail > 0 ? lines.slice(-tail) : lines;
  return kept.length === 0 ? "" : `${kept.join("\n")}\n`;
}
