import { setTimeout as sleep } from "node:timers/promises";
import type { Channel } from "../channel.js";
import type { End } from "./suite-part.js";

export interface EndParts<T> {
  readonly channel: Channel<T>;
  readonly frame: (number: number) => T;
  readonly numberOf: (frame: T) => number;
  /** After it the wait for what should have come is given up. */
  readonly patienceMs: number;
}

export function createEnd<T>({ channel, frame, numberOf, patienceMs }: EndParts<T>): End {
  const heard: (number | "closed")[] = [];
  const reasons: (string | undefined)[] = [];
  let wake = () => {};
  const note = (what: number | "closed") => {
    heard.push(what);
    wake();
  };
  const send = (number: number) => channel.send(frame(number));
  return {
    channel: channel as Channel<unknown>,
    heard,
    reasons,
    send,
    sendAll: async (numbers) => {
      await Promise.all(numbers.map(send));
    },
    listen: (first = () => {}) =>
      channel.onFrame(async (each) => {
        const number = numberOf(each);
        await first(number);
        note(number);
      }),
    watch: () =>
      channel.onClose((reason) => {
        reasons.push(reason);
        note("closed");
      }),
    hear: async (count) => {
      const patience = new AbortController();
      const over = sleep(patienceMs, "over", { signal: patience.signal }).catch(() => "heard");
      while (heard.length < count) {
        const more = new Promise<string>((resolve) => {
          wake = () => resolve("more");
        });
        if ((await Promise.race([more, over])) === "over") {
          throw new Error(`Cannot hear ${count} frames or ends: only ${heard.length} came`);
        }
      }
      patience.abort();
    },
  };
}
