interface Subscription<Subscriber> {
  readonly skillId: string;
  readonly callback: string;
  readonly subscriber: Subscriber;
}

/** Who gets the messages of which topic, in order of subscribing. */
export class Bus<Subscriber> {
  private readonly topics = new Map<string, Subscription<Subscriber>[]>();

  /** A method that has the topic already keeps its place and becomes the new subscriber's. */
  subscribe(topic: string, subscription: Subscription<Subscriber>): void {
    const subscriptions = this.topics.get(topic) ?? [];
    this.topics.set(topic, subscriptions);
    const { skillId, callback } = subscription;
    const at = subscriptions.findIndex(
      (each) => each.skillId === skillId && each.callback === callback,
    );
    if (at < 0) subscriptions.push(subscription);
    else subscriptions[at] = subscription;
  }

  subscriptions(topic: string): readonly Subscription<Subscriber>[] {
    return [...(this.topics.get(topic) ?? [])];
  }

  /** Forgets a skill's subscriptions. */
  leave(skillId: string): void {
    for (const [topic, subscriptions] of this.topics) {
      const rest = subscriptions.filter((each) => each.skillId !== skillId);
      if (rest.length > 0) this.topics.set(topic, rest);
      else this.topics.delete(topic);
    }
  }
}
