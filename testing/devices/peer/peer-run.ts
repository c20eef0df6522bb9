/** What became of an expectation. */
export type Taken<Value> =
  | { readonly state: "taken"; readonly value: Value }
  | { readonly state: "waiting" }
  | { readonly state: "wrong"; readonly found: string };

/** Something to send, after a wait. */
export interface Timed<Out> {
  readonly delayMs: number;
  readonly out: Out;
}

/** One step of a peer's script. `Inbox` holds what has come in and wasn't taken yet. */
export type Step<Inbox, Out> =
  | { readonly kind: "out"; readonly outs: readonly Timed<Out>[] }
  | {
      readonly kind: "expect";
      /** As a test writes it. */
      readonly label: string;
      readonly take: (inbox: Inbox) => Taken<readonly Timed<Out>[]>;
      /** Whether it is done again and again when nothing comes after it. */
      readonly repeats: boolean;
    };

/** What a test prepared for connections, and which of its steps some connection reached. */
export interface Conversation<Inbox, Out> {
  readonly steps: readonly Step<Inbox, Out>[];
  /** How many steps the furthest connection has done. */
  done: number;
}

export type Next<Out> =
  | ({ readonly state: "out" } & Timed<Out>)
  | { readonly state: "waiting" }
  | { readonly state: "wrong"; readonly wanted: string; readonly found: string };

/** A conversation on one connection. */
export class PeerRun<Inbox, Out> {
  readonly inbox: Inbox;
  private readonly conversation: Conversation<Inbox, Out>;
  private pending: Timed<Out>[] = [];
  private at = 0;

  constructor(conversation: Conversation<Inbox, Out>, inbox: Inbox) {
    this.conversation = conversation;
    this.inbox = inbox;
  }

  /** What the peer does next; "waiting" when that depends on what comes in, or is nothing. */
  next(): Next<Out> {
    for (;;) {
      const timed = this.pending.shift();
      if (timed) return { state: "out", ...timed };
      const step = this.conversation.steps[this.at];
      if (!step) return { state: "waiting" };
      if (step.kind === "out") this.pending = [...step.outs];
      else {
        const taken = step.take(this.inbox);
        if (taken.state === "wrong") return { ...taken, wanted: step.label };
        if (taken.state === "waiting") return taken;
        this.pending = [...taken.value];
      }
      this.advance(step);
    }
  }

  private advance(step: Step<Inbox, Out>): void {
    const { conversation } = this;
    conversation.done = Math.max(conversation.done, this.at + 1);
    const isLast = this.at === conversation.steps.length - 1;
    if (!isLast || step.kind === "out" || !step.repeats) this.at++;
  }
}

/** The expectations that no connection ever met. */
export function unmetSteps<Inbox, Out>({ steps, done }: Conversation<Inbox, Out>): string[] {
  return steps.slice(done).flatMap((step) => (step.kind === "expect" ? [step.label] : []));
}
