import type { ts } from "ts-morph";
import type { Place } from "../source.js";

export function placeOf(node: ts.Node, file: ts.SourceFile): Place {
  return { path: file.fileName, start: node.getStart(file), end: node.end };
}
