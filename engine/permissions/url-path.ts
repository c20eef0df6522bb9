const reserved = /[%/\\?#\p{Cc}]/u;
/** An ASCII character, or bytes that may be one character beyond. */
export const escapes = /%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f])+/gi;

/**
 * Decodes escapes, so that a path has one spelling: `%61` is `a`. Those that mean something else
 * when decoded (`%2F`) stay, in upper case. Throws a SyntaxError for a path that hides `..`.
 */
export function decodePath(path: string): string {
  let decoded = path;
  for (let round = 0; round < 4; round++) {
    if (hidesDots(decoded)) throw new SyntaxError('its path hides ".."');
    const next = decoded.replace(escapes, (run) => decodeRun(run, false));
    if (next === decoded) break;
    decoded = next;
  }
  return path.replace(escapes, (run) => decodeRun(run, true));
}

/** Bytes that aren't UTF-8 stay escaped. */
function decodeRun(run: string, keepReserved: boolean): string {
  try {
    const text = decodeURIComponent(run);
    return keepReserved ? Array.from(text, keep).join("") : text;
  } catch {
    return run.toUpperCase();
  }
}

function keep(char: string): string {
  return reserved.test(char) ? encodeURIComponent(char) : char;
}

/** Some servers decode before they resolve `..`, and cut off what follows a semicolon. */
function hidesDots(path: string): boolean {
  return /(^|[/\\])\.\.?(;[^/\\]*)?([/\\]|$)/.test(path);
}
