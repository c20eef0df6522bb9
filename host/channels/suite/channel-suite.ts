import { closingSuite } from "./closing.js";
import { createEnd } from "./end.js";
import { framesSuite } from "./frames.js";
import type { ChannelSuiteOptions, SuitePart } from "./suite-part.js";

export type { ChannelPair, ChannelSuiteOptions, TestTools } from "./suite-part.js";

const PATIENCE_MS = 10_000;

/** Declares tests of all that a Channel promises, for any implementation. */
export function channelSuite<T>(options: ChannelSuiteOptions<T>): void {
  const { name, createPair, describe, test, carriesReason, frame, numberOf } = options;
  const { patienceMs = PATIENCE_MS } = options;
  const promise: SuitePart["promise"] = (title, run) => {
    test(title, async () => {
      const { near, far } = await createPair();
      const end = (channel: typeof near) => createEnd({ channel, frame, numberOf, patienceMs });
      try {
        await run(end(near), end(far));
      } finally {
        await Promise.all([near.close(), far.close()]);
      }
    });
  };
  describe(`${name} channel`, () => {
    for (const part of [framesSuite, closingSuite]) {
      part({ describe, test, promise, carriesReason });
    }
  });
}
