/**
 * Which skill's running call waits for which skill. A call that would close a circle could never
 * begin, because each instance runs one call at a time.
 */
export class WaitGraph {
  /** How many calls of the first wait for the second. */
  private readonly edges = new Map<string, Map<string, number>>();

  /** The circle that this wait would close, from `from` back to it; undefined for none. */
  circle(from: string, to: string): string[] | undefined {
    const path = this.path(to, from, new Set());
    return path && [from, ...path];
  }

  /** Gives the function that ends the wait. */
  add(from: string, to: string): () => void {
    const waits = this.edges.get(from) ?? new Map<string, number>();
    this.edges.set(from, waits);
    waits.set(to, (waits.get(to) ?? 0) + 1);
    return () => {
      const left = (waits.get(to) ?? 1) - 1;
      if (left > 0) waits.set(to, left);
      else waits.delete(to);
    };
  }

  private path(from: string, to: string, seen: Set<string>): string[] | undefined {
    if (from === to) return [to];
    seen.add(from);
    for (const next of this.edges.get(from)?.keys() ?? []) {
      const rest = seen.has(next) ? undefined : this.path(next, to, seen);
      if (rest) return [from, ...rest];
    }
    return undefined;
  }
}
