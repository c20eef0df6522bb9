import { HostError } from "@luminarys/sdk-as/engine";

export interface AllowanceOptions {
  /** How many may be open at once; 0 is no limit, as in all of a manifest's limits. */
  readonly most: number;
  /** What is counted, for messages: `connections`. */
  readonly what: string;
  /** The manifest's key that says so: `limits.connections`. */
  readonly key: string;
}

/** How many connections or processes a skill may have at once. */
export class Allowance {
  private readonly options: AllowanceOptions;
  private taken = 0;

  constructor(options: AllowanceOptions) {
    this.options = options;
  }

  /** How many are taken. */
  get open(): number {
    return this.taken;
  }

  /**
   * Takes one and gives what gives it back, which counts once. `action` stands after `Cannot`. Throws
   * a HostError with code `denied` when all are taken.
   */
  take(action: string): () => void {
    const { most, what, key } = this.options;
    if (most > 0 && this.taken >= most) {
      const reason = `${most} ${what} are open already`;
      throw new HostError(`Cannot ${action}: ${reason}. Hint: raise ${key}`, { code: "denied" });
    }
    this.taken++;
    let isTaken = true;
    return () => {
      if (isTaken) this.taken--;
      isTaken = false;
    };
  }
}
