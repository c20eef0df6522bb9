import type { Part } from "../cores/glob/parse.js";
import type { DirGrant } from "./dir-grant.js";

/** How deep the directories of a pattern lie: `/` is 0, `/data` is 1. */
export interface Depth {
  readonly min: number;
  readonly max: number;
}

export function depthOf({ parts }: DirGrant): Depth {
  return countSlashes(parts);
}

function countSlashes(parts: readonly Part[]): Depth {
  let [min, max] = [0, 0];
  for (const part of parts) {
    const { min: least, max: most } = slashesOf(part);
    min += least;
    max += most;
  }
  return { min, max };
}

function slashesOf(part: Part): Depth {
  if (part.kind === "literal" && part.char === "/") return { min: 1, max: 1 };
  if (part.kind === "any" || part.kind === "dirs") return { min: 0, max: Infinity };
  if (part.kind !== "choice") return { min: 0, max: 0 };
  const each = part.options.map(countSlashes);
  return {
    min: Math.min(...each.map(({ min }) => min)),
    max: Math.max(...each.map(({ max }) => max)),
  };
}
