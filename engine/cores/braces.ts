const MAX_TEXTS = 10_000;

/**
 * The texts that braces stand for, as in bash: `/a/{b,c{d,e}}` is `/a/b`, `/a/cd`, `/a/ce`. A brace
 * that is never closed, or without a comma, is itself. Throws a RangeError above 10,000 texts.
 */
export function expandBraces(text: string): string[] {
  const choice = findChoice(text);
  if (!choice) return [text];
  const rests = expandBraces(text.slice(choice.end));
  const head = text.slice(0, choice.start);
  const texts: string[] = [];
  for (const option of choice.options.flatMap(expandBraces)) {
    for (const rest of rests) texts.push(head + option + rest);
    if (texts.length > MAX_TEXTS) {
      throw new RangeError(`Cannot expand "${text}": it stands for more than ${MAX_TEXTS} texts`);
    }
  }
  return texts;
}

interface Choice {
  start: number;
  end: number;
  options: string[];
}

function findChoice(text: string): Choice | undefined {
  for (let start = text.indexOf("{"); start >= 0; start = text.indexOf("{", start + 1)) {
    const choice = choiceAt(text, start);
    if (choice) return choice;
  }
  return undefined;
}

function choiceAt(text: string, start: number): Choice | undefined {
  const options: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === "{") depth++;
    else if (char === "}") depth--;
    if ((char === "," && depth === 1) || depth === 0) {
      options.push(text.slice(from, at));
      from = at + 1;
    }
    if (depth === 0) return options.length > 1 ? { start, end: at + 1, options } : undefined;
  }
  return undefined;
}
