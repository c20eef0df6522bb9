/** A record that counts for a skill's limits.store_mb. */
export interface Sized {
  readonly skillId: string;
  readonly bytes: number;
}

/**
 * How many bytes each skill has stored, those included that are on their way to the disk: the database
 * doesn't show what isn't committed.
 */
export class Usage {
  private readonly used = new Map<string, number>();
  /** Newest first commit wins: what an uncommitted record will be, by its name. */
  private readonly pending = new Map<string, Sized>();

  of(skillId: string): number {
    return this.used.get(skillId) ?? 0;
  }

  add({ skillId, bytes }: Sized): void {
    this.used.set(skillId, this.of(skillId) + bytes);
  }

  /** What is on its way under a name; undefined when nothing is. */
  pendingOf(name: string): Sized | undefined {
    return this.pending.get(name);
  }

  /**
   * Counts that a record takes the place of another one. Gives what settles it: with false the count
   * is as before.
   */
  replace(
    name: string,
    { before, after }: { before: Sized | undefined; after: Sized },
  ): (isStored: boolean) => void {
    if (before) this.add({ ...before, bytes: -before.bytes });
    this.add(after);
    this.pending.set(name, after);
    return (isStored) => {
      if (this.pending.get(name) === after) this.pending.delete(name);
      if (isStored) return;
      this.add({ ...after, bytes: -after.bytes });
      if (before) this.add(before);
    };
  }
}
