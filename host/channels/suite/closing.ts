import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import type { End, SuitePart } from "./suite-part.js";

async function assertClosedOnce(...ends: End[]): Promise<void> {
  await turn();
  for (const end of ends) {
    assert.deepEqual(end.heard, ["closed"]);
    assert.equal(end.channel.closed, true);
    await assert.rejects(end.send(0), Error);
  }
}

export function closingSuite(part: SuitePart): void {
  const { describe, promise } = part;
  describe("closing", () => {
    promise("tells both ends once when the near one closes", async (near, far) => {
      for (const end of [near, far]) end.watch();
      assert.equal(near.channel.closed, false);
      await near.channel.close();
      await far.hear(1);
      await assertClosedOnce(near, far);
    });

    promise("tells both ends once when the far one closes", async (near, far) => {
      for (const end of [near, far]) end.watch();
      await far.channel.close();
      await near.hear(1);
      await assertClosedOnce(near, far);
    });

    promise("tells both ends once when both close at the same time", async (near, far) => {
      for (const end of [near, far]) end.watch();
      await Promise.all([near.channel.close("ours"), far.channel.close("theirs")]);
      await assertClosedOnce(near, far);
    });

    promise("tells handlers that come when it is over", async (near, far) => {
      far.watch();
      await near.channel.close();
      await far.hear(1);
      near.watch();
      await near.hear(1);
      await assertClosedOnce(near, far);
    });

    promise("is done once, however often it is asked for", async (near, far) => {
      for (const end of [near, far]) end.watch();
      await Promise.all([near.channel.close(), near.channel.close()]);
      await near.channel.close();
      await far.hear(1);
      await far.channel.close();
      await assertClosedOnce(near, far);
    });

    promise("tells every handler, also after one that throws", async (near, far) => {
      far.channel.onClose(() => {
        throw new Error("the suite's close handler fails on purpose");
      });
      far.watch();
      far.watch();
      await near.channel.close();
      await far.hear(2);
      assert.deepEqual(far.heard, ["closed", "closed"]);
    });

    promise("is known as soon as handlers are told", async (near) => {
      const seen: boolean[] = [];
      near.channel.onClose(() => {
        seen.push(near.channel.closed);
      });
      await near.channel.close();
      assert.deepEqual(seen, [true]);
    });
  });
  besideFrames(part);
}

function besideFrames({ describe, promise, carriesReason }: SuitePart): void {
  describe("closing beside frames", () => {
    promise("comes after all that was sent before", async (near, far) => {
      far.watch();
      far.listen(async () => {
        await turn();
      });
      await near.sendAll([0, 1, 2]);
      await near.channel.close();
      await far.hear(4);
      assert.deepEqual(far.heard, [0, 1, 2, "closed"]);
    });

    promise("comes after frames that nobody has handled yet", async (near, far) => {
      far.watch();
      await near.sendAll([0, 1]);
      await near.channel.close();
      far.listen();
      await far.hear(3);
      assert.deepEqual(far.heard, [0, 1, "closed"]);
    });

    promise("is heard by an end that never handles frames", async (near, far) => {
      far.watch();
      await near.sendAll([0, 1]);
      await near.channel.close();
      await far.hear(1);
      await assertClosedOnce(far);
    });

    promise("ends frames at once where it is asked for", async (near, far) => {
      far.watch();
      far.listen(() => far.channel.close());
      near.watch();
      await near.sendAll([0, 1, 2]);
      await near.hear(1);
      await far.hear(2);
      assert.deepEqual(far.heard.toSorted(), [0, "closed"]);
      await assertClosedOnce(near);
    });

    promise("doesn't wait for a handler that never ends", async (near, far) => {
      far.watch();
      const begun = new Promise<void>((resolve) => {
        far.listen(() => {
          resolve();
          return new Promise(() => {});
        });
      });
      await near.sendAll([0, 1]);
      await begun;
      await far.channel.close();
      await assertClosedOnce(far);
    });

    promise("tells its reason where the medium can", async (near, far) => {
      for (const end of [near, far]) end.watch();
      await near.channel.close("enough");
      await far.hear(1);
      assert.deepEqual(near.reasons, ["enough"]);
      assert.deepEqual(far.reasons, [carriesReason ? "enough" : undefined]);
    });
  });
}
