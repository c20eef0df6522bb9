import type { Maybe } from "./maybe.js";

/** The calls that one call causes by its commands, and what they cause in turn. */
export class CallChain {
  /** How many calls lie between the first and this one. */
  readonly hops: number;
  /** The request id of the first one; "" when it wasn't made in this run. */
  readonly origin: string;
  private readonly activity: Activity;

  private constructor({ hops, origin, activity }: Pick<CallChain, "hops" | "origin"> & Parts) {
    this.hops = hops;
    this.origin = origin;
    this.activity = activity;
  }

  /** A chain that begins with the call of this request id. */
  static start(origin: string): CallChain {
    return new CallChain({ hops: 0, origin, activity: new Activity() });
  }

  /** A chain that goes on behind so many calls. */
  static resume(hops: number): CallChain {
    return new CallChain({ hops, origin: "", activity: new Activity() });
  }

  next(): CallChain {
    const { hops, origin, activity } = this;
    return new CallChain({ hops: hops + 1, origin, activity });
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

interface Parts {
  readonly activity: Activity;
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
