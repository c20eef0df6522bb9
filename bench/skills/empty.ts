export function join(a: string, b: string): string {
  return a + b;
}
