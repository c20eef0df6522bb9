/** How often a word occurs. */
export class WordCount {
  count: i32 = 1;

  constructor(public word: string) {}
}

/** Words of a text in lower case, without punctuation at their ends. */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  let start = -1;
  for (let i = 0; i <= text.length; i++) {
    const inside = i < text.length && isWordCharacter(text.charCodeAt(i));
    if (inside && start < 0) start = i;
    if (inside || start < 0) continue;
    words.push(text.substring(start, i).toLowerCase());
    start = -1;
  }
  return words;
}

/** The words by falling frequency; equally frequent ones in the order of the text. */
export function countWords(words: string[]): WordCount[] {
  const places = new Map<string, i32>();
  const counts: WordCount[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (places.has(word)) {
      counts[places.get(word)].count++;
    } else {
      places.set(word, counts.length);
      counts.push(new WordCount(word));
    }
  }
  return counts.sort((a, b) => b.count - a.count);
}

function isWordCharacter(code: i32): bool {
  const letter = (code | 32) >= 97 && (code | 32) <= 122;
  const digit = code >= 48 && code <= 57;
  return letter || digit || code == 39 || code == 95 || code > 127;
}
