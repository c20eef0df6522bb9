import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import type { SuitePart } from "./suite-part.js";

const MANY = 10_000;
const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

export function framesSuite({ describe, promise }: SuitePart): void {
  describe("frames", () => {
    promise("arrive once, in the order of send", async (near, far) => {
      far.listen();
      await near.sendAll([3, 1, 2]);
      await near.send(4);
      await far.hear(4);
      assert.deepEqual(far.heard, [3, 1, 2, 4]);
    });

    promise("arrive both ways, 10,000 of them at once", async (near, far) => {
      near.listen();
      far.listen();
      const numbers = upTo(MANY);
      const heard = [near.hear(MANY), far.hear(MANY)];
      await Promise.all([near.sendAll(numbers), far.sendAll(numbers), ...heard]);
      assert.deepEqual(near.heard, numbers);
      assert.deepEqual(far.heard, numbers);
    });

    promise("wait for the handler of the one before", async (near, far) => {
      let running = 0;
      let most = 0;
      far.listen(async () => {
        running++;
        most = Math.max(most, running);
        await turn();
        await turn();
        running--;
      });
      await near.sendAll(upTo(50));
      await far.hear(50);
      assert.deepEqual(far.heard, upTo(50));
      assert.equal(most, 1);
    });

    promise("that came before onFrame come first, one after the other", async (near, far) => {
      await near.sendAll([0, 1, 2]);
      await turn();
      const begun: number[] = [];
      far.listen(async (number) => {
        begun.push(number, far.heard.length);
        await turn();
      });
      await near.send(3);
      await far.hear(4);
      assert.deepEqual(far.heard, [0, 1, 2, 3]);
      assert.deepEqual(begun, [0, 0, 1, 1, 2, 2, 3, 3]);
    });

    promise("are taken while the peer's handler still runs", async (near, far) => {
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      far.listen(() => held);
      await near.sendAll(upTo(10));
      assert.deepEqual(far.heard, []);
      release();
      await far.hear(10);
      assert.deepEqual(far.heard, upTo(10));
    });

    promise("may be answered by the handler", async (near, far) => {
      near.listen();
      far.listen((number) => far.send(number + 100));
      await near.sendAll([0, 1]);
      await near.hear(2);
      assert.deepEqual(near.heard, [100, 101]);
    });

    promise("go on after a handler that throws", async (near, far) => {
      far.listen((number) => {
        if (number === 0) throw new Error("the suite's handler fails on purpose");
      });
      await near.sendAll([0, 1]);
      await far.hear(1);
      assert.deepEqual(far.heard, [1]);
    });

    promise("have one handler: a second one is refused, the first stays", async (near, far) => {
      far.listen();
      assert.throws(() => far.listen(), Error);
      await near.send(0);
      await far.hear(1);
      assert.deepEqual(far.heard, [0]);
    });
  });
}
