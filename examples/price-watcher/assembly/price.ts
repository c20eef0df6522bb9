export class Price {
  symbol: string = "";
  value: f64 = 0;
}

/** Reads a line such as `TEA 7.25`. Null when it says something else. */
export function parsePrice(line: string): Price | null {
  const parts = line.split(" ");
  if (parts.length != 2 || parts[0].length == 0) return null;
  const value = parseFloat(parts[1]);
  return isFinite(value) ? { symbol: parts[0], value } : null;
}
