import { isMap, isScalar, isSeq, type Node } from "yaml";
import { excerpt } from "./excerpt.js";

const MAX_LENGTH = 40;

/** What a node is, for messages: `"text"`, `12`, `a map`, `a list`, `nothing`. */
export function describeNode(node: Node | null): string {
  if (isMap(node)) return "a map";
  if (isSeq(node)) return "a list";
  if (!isScalar(node) || node.value === null) return "nothing";
  if (typeof node.value !== "string") return excerpt(String(node.source ?? node.value));
  const text = JSON.stringify(node.value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}..."` : text;
}
