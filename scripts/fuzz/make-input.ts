import { mutate } from "../../test/guest/mutate.js";
import type { Random } from "../../test/support/random.js";
import { type FuzzTarget, fromText, toText } from "./fuzz-target.js";

const MOST_CHARACTERS = 20_000;

type Change = (text: string, random: Random, words: readonly string[]) => string;

const changes: readonly Change[] = [
  (text, random, words) =>
    splice(text, { at: random.below(text.length + 1), by: random.pick(words) }),
  (text, random, words) => {
    const at = random.below(text.length + 1);
    return splice(text, { at, size: random.below(8), by: random.pick(words) });
  },
  (text, random) => splice(text, { at: random.below(text.length + 1), size: 1 + random.below(20) }),
  (text, random) => {
    const from = random.below(text.length + 1);
    const by = text.slice(from, from + 1 + random.below(40));
    return splice(text, { at: random.below(text.length + 1), by });
  },
  (text, random) => splice(text, { at: random.below(text.length + 1), by: random.text(1) }),
  (text, random) => text.slice(0, random.below(text.length + 1)),
];

/** The next input of a target; the same for the same state of `random`. */
export function makeInput({ corpus, words }: FuzzTarget, random: Random): Uint8Array {
  const given = random.pick(corpus);
  if (words === undefined) return random.below(20) === 0 ? noise(random) : mutate(given, random);
  let text = toText(given);
  for (let left = 1 + random.below(6); left > 0; left--) {
    text = random.pick(changes)(text, random, words);
  }
  return fromText(text.slice(0, MOST_CHARACTERS));
}

function noise(random: Random): Uint8Array {
  return random.bytes(random.below(64));
}

function splice(
  text: string,
  { at, size = 0, by = "" }: { at: number; size?: number; by?: string },
): string {
  return text.slice(0, at) + by + text.slice(at + size);
}
