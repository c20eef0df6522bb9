import { nearest } from "../nearest.js";

/** What others call what a tag says, further from its word than a slip of the keys. */
const synonyms: Readonly<Record<string, string>> = {
  return: "result",
  returns: "result",
  output: "result",
  arg: "param",
  argument: "param",
  parameter: "param",
  tool: "method",
  function: "method",
  description: "desc",
  permission: "require",
  needs: "require",
  private: "internal",
  hidden: "internal",
};

/** The one of `known` that a tag's word was likely meant as, or "". */
export function meantTag(word: string, known: readonly string[]): string {
  const synonym = Object.hasOwn(synonyms, word) ? synonyms[word] : undefined;
  return synonym ?? nearest(word, known);
}
