/**
 * Where an entry goes below the directory that it's unpacked into, once `strip` leading segments are
 * dropped. Undefined when nothing of it is left. Throws a SyntaxError for names that lead outside.
 */
export function placeEntry(name: string, strip = 0): string | undefined {
  const segments = name.split(/[/\\]/);
  const outside = /^([/\\]|[a-zA-Z]:)/.test(name) || segments.includes("..");
  if (outside || name.includes("\0")) {
    throw new SyntaxError(`Cannot unpack "${name}": its name leads out of the archive`);
  }
  const kept = name.split("/").filter((segment) => segment !== "" && segment !== ".");
  return kept.slice(strip).join("/") || undefined;
}
