import type { Maybe } from "./maybe.js";

/** The calls that one call causes by its commands, and what they cause in turn. */
export class CallChain {
  /** How many calls lie between the first and this one. */
  readonly hops: number;
  private readonly activity: Activity;

  private constructor(hops: number, activity: Activity) {
    this.hops = hops;
    this.activity = activity;
  }

  /** A chain that goes on behind so many calls. */
  static start(hops = 0): CallChain {
    return new CallChain(hops, new Activity());
  }

  next(): CallChain {
    return new CallChain(this.hops + 1, this.activity);
  }

  /** Counts something under way. Gives the function that ends it. */
  begin(): () => void {
    return this.activity.begin();
  }

  /** Settles when nothing of the chain is under way. */
  done(): Maybe<void> {
    return this.activity.done();
  }
}

class Activity {
  private open = 0;
  private waiting: (() => void)[] = [];

  begin(): () => void {
    this.open++;
    return () => {
      if (--this.open > 0) return;
      for (const resolve of this.waiting.splice(0)) resolve();
    };
  }

  done(): Maybe<void> {
    if (this.open === 0) return undefined;
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
