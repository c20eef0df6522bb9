import { describe, test } from "node:test";
import { memoryPair } from "@luminarys/skill-host";
import { channelSuite } from "@luminarys/skill-host/channels/suite";

channelSuite({
  name: "memory",
  describe,
  test,
  createPair: () => {
    const [near, far] = memoryPair({ onError: () => {} });
    return { near, far };
  },
  frame: (number) => ({ number }),
  numberOf: ({ number }) => number,
  carriesReason: true,
});
