const MAX_LENGTH = 40;

/** A part of a file for messages, cut when it's long: it may be anything. */
export function excerpt(text: string, maxLength = MAX_LENGTH): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}...` : text;
}
