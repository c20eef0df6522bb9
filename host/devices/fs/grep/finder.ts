import { readShape } from "./read-shape.js";

/** Below this nearly every line would be a candidate. */
const MIN_BITS = 4;

/** Where in a text lines may match: at the first place from an offset on; -1 where there is none. */
export type Finder = (text: Buffer) => (from: number) => number;

export interface FinderOptions {
  readonly pattern: string;
  readonly caseInsensitive: boolean;
}

/** Finds what a literal text's lines hold. */
export function literalFinder(needle: Buffer): Finder {
  return (text) => (from) => text.indexOf(needle, from);
}

/**
 * Finds what every match holds, without repetition, so that no text takes more than linear time.
 * Undefined when that is too little to go by.
 */
export function shapeFinder({ pattern, caseInsensitive }: FinderOptions): Finder | undefined {
  const rarest = readShape(pattern, { caseInsensitive })?.rarest;
  if (!rarest || rarest.bits < MIN_BITS) return undefined;
  const expression = new RegExp(rarest.source, "g");
  return (text) => {
    const bytes = text.toString("latin1");
    return (from) => {
      expression.lastIndex = from;
      return expression.exec(bytes)?.index ?? -1;
    };
  };
}

/** Takes every line as one that may match. */
export const everyLine: Finder = (text) => (from) => (from < text.length ? from : -1);
