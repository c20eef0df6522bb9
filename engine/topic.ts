/** Whether a topic is one that a subscription's topic means. */
export type TopicTest = (topic: string) => boolean;

const SEPARATOR = /[./]/;

/**
 * Compiles a subscription's topic. Its parts lie between dots or slashes: `*` is any one part, `**` any
 * number of them, none included; all else is literal.
 */
export function compileTopic(pattern: string): TopicTest {
  if (!pattern.includes("*")) return (topic) => topic === pattern;
  const parts = pattern.split(SEPARATOR);
  return (topic) => matches(parts, topic.split(SEPARATOR));
}

/** Walks the topic once and keeps the places in the pattern where one may stand. */
function matches(pattern: readonly string[], topic: readonly string[]): boolean {
  let places = reach(pattern, [0]);
  for (const part of topic) {
    const next = [...places].flatMap((at) => {
      if (pattern[at] === "**") return [at];
      return at < pattern.length && (pattern[at] === "*" || pattern[at] === part) ? [at + 1] : [];
    });
    places = reach(pattern, next);
  }
  return places.has(pattern.length);
}

/** The same places and those behind each `**`, which may mean nothing. */
function reach(pattern: readonly string[], places: readonly number[]): Set<number> {
  const reached = new Set(places);
  for (const at of reached) if (pattern[at] === "**") reached.add(at + 1);
  return reached;
}
