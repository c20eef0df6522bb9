/** Whether a text is letters, digits and `_./-` only, and doesn't look like an option. */
export function isWord(text: string): bool {
  if (text.startsWith("-")) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
    const isDigit = code >= 0x30 && code <= 0x39;
    if (!isLetter && !isDigit && !"_./-".includes(text.charAt(i))) return false;
  }
  return text.length > 0;
}
