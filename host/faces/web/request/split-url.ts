/** The path and the query of a request's URL, as they were sent. */
export function splitUrl(url: string): { readonly path: string; readonly query: string } {
  const hash = url.indexOf("#");
  const whole = hash < 0 ? url : url.slice(0, hash);
  const start = whole.indexOf("/", whole.indexOf("://") + 3);
  const mark = whole.indexOf("?");
  const end = mark < 0 ? whole.length : mark;
  const path = start < 0 || start > end ? "/" : whole.slice(start, end);
  return { path, query: mark < 0 ? "" : whole.slice(mark + 1) };
}
