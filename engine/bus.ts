import type { StoredSubscription } from "./store.js";
import { compileTopic, type TopicTest } from "./topic.js";

interface Entry {
  readonly subscription: StoredSubscription;
  readonly test: TopicTest;
}

/** Who gets the messages of which topic, in order of subscribing. */
export class Bus {
  private readonly entries = new Map<string, Entry>();

  /** A method that has the topic already keeps its place and becomes the new subscriber's. */
  subscribe(subscription: StoredSubscription): void {
    const { topic, skillId, callback } = subscription;
    const key = JSON.stringify([topic, skillId, callback]);
    const test = this.entries.get(key)?.test ?? compileTopic(topic);
    this.entries.set(key, { subscription, test });
  }

  /** How many a skill has beside this one. */
  countOthers({ topic, skillId, callback }: StoredSubscription): number {
    const own = JSON.stringify([topic, skillId, callback]);
    let count = 0;
    for (const [key, { subscription }] of this.entries) {
      if (subscription.skillId === skillId && key !== own) count++;
    }
    return count;
  }

  /** A method that several of its topics fit gets a message once, as its first subscriber. */
  subscriptions(topic: string): readonly StoredSubscription[] {
    const found = new Map<string, StoredSubscription>();
    for (const { subscription, test } of this.entries.values()) {
      const key = JSON.stringify([subscription.skillId, subscription.callback]);
      if (!found.has(key) && test(topic)) found.set(key, subscription);
    }
    return [...found.values()];
  }

  /** Forgets a skill's subscriptions. */
  leave(skillId: string): void {
    for (const [key, { subscription }] of this.entries) {
      if (subscription.skillId === skillId) this.entries.delete(key);
    }
  }
}
