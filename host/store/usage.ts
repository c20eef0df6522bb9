/** A record that counts for a skill's limits.store_mb. */
export interface Sized {
  readonly skillId: string;
  readonly bytes: number;
}

/** A record that is about to change: what is stored, and what will take its place, oldest first. */
interface Change {
  stored: Sized | undefined;
  readonly coming: Sized[];
}

/**
 * How many bytes each skill has stored, those included that are on their way to the disk: the database
 * doesn't show what isn't committed.
 */
export class Usage {
  private readonly used = new Map<string, number>();
  /** By the record's name. */
  private readonly changes = new Map<string, Change>();

  of(skillId: string): number {
    return this.used.get(skillId) ?? 0;
  }

  add({ skillId, bytes }: Sized): void {
    this.used.set(skillId, this.of(skillId) + bytes);
  }

  /** What is on its way under a name; undefined when nothing is. */
  pendingOf(name: string): Sized | undefined {
    return this.changes.get(name)?.coming.at(-1);
  }

  /**
   * Counts that a record takes the place of the stored one. Gives what settles it: with false the
   * count is as if it had never been asked for.
   */
  replace(
    name: string,
    { stored, after }: { stored: Sized | undefined; after: Sized },
  ): (isStored: boolean) => void {
    const change = this.changes.get(name) ?? { stored, coming: [] };
    this.changes.set(name, change);
    this.alter(change, () => change.coming.push(after));
    return (isStored) => {
      this.alter(change, () => {
        change.coming.splice(change.coming.indexOf(after), 1);
        if (isStored) change.stored = after;
      });
      if (change.coming.length === 0) this.changes.delete(name);
    };
  }

  private alter(change: Change, alter: () => void): void {
    const before = countedOf(change);
    alter();
    const after = countedOf(change);
    if (before) this.add({ ...before, bytes: -before.bytes });
    if (after) this.add(after);
  }
}

function countedOf({ stored, coming }: Change): Sized | undefined {
  return coming.at(-1) ?? stored;
}
