/** Controls, line ends of Unicode, and marks that turn the direction of writing. */
const unsafe = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Text from outside as one line that can't act on a terminal or look like another line. */
export function escapeText(text: string): string {
  return text.replace(unsafe, (char) => {
    const code = char.charCodeAt(0).toString(16).padStart(4, "0");
    return short[char] ?? `\\u${code}`;
  });
}
