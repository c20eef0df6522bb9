/**
 * The URL, relative to `base` when there is one; undefined for what is none. By URL's constructor: once
 * V8 has optimized a caller of `URL.canParse`, Node 20's takes some texts beyond ASCII for URLs that aren't.
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
