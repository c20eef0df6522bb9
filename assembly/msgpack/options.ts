/** Whether `options`, separated by "|", hold `text`. */
export function isOption(text: string, options: string): bool {
  const size = text.length;
  let at = 0;
  while (at <= options.length) {
    let end = options.indexOf("|", at);
    if (end < 0) end = options.length;
    if (end - at == size && options.substring(at, end) == text) return true;
    at = end + 1;
  }
  return false;
}
