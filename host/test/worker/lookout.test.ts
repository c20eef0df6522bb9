import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { ASK } from "../../worker/bridge.js";
import { ANSWERED } from "../../worker/door.js";
import { Lookout } from "../../worker/lookout.js";
import { createWords } from "../../worker/shared-words.js";
import { type Told, tellWatcher, Watch } from "../../worker/watch.js";

const threads: Worker[] = [];
afterEach(() => Promise.all(threads.splice(0).map((thread) => thread.terminate())));

function open({ now }: { now?: () => number } = { now: () => 0 }) {
  const words = createWords();
  const shared = new Int32Array(words);
  const heard: Told[] = [];
  const lookout = new Lookout({
    watch: new Watch(shared),
    ...(now && { now }),
    receive: (told) => {
      lookout.end();
      heard.push(told);
    },
  });
  const tell = (told: Told) => tellWatcher(shared, told);
  /** The thread tells something by a message, soon: it is looked out for the next time. */
  const beQuick = () => {
    lookout.begin();
    lookout.end();
  };
  return { words, lookout, heard, tell, beQuick };
}

const turnOfLoop = () => new Promise((resolve) => setImmediate(resolve));

describe("looking out for a thread", () => {
  it.each<[string, Told]>([
    ["a question", ASK],
    ["an answer", ANSWERED],
  ])("hears %s without a message, once", async (_, told) => {
    const { lookout, heard, tell, beQuick } = open();
    beQuick();
    lookout.begin();
    expect([tell(told), tell(told)]).toEqual([true, false]);
    while (heard.length === 0) await turnOfLoop();
    await turnOfLoop();
    expect(heard).toEqual([told]);
  });

  it("isn't done for a thread that wasn't quick before, nor for one that has told something", () => {
    const { lookout, tell, beQuick } = open();
    lookout.begin();
    expect(tell(ANSWERED)).toBe(false);
    lookout.end();
    beQuick();
    expect(tell(ANSWERED)).toBe(false);
  });

  it("ends after a while, and isn't done again for a thread that took longer", async () => {
    let nowMs = 0;
    const { lookout, heard, tell, beQuick } = open({ now: () => nowMs });
    beQuick();
    lookout.begin();
    nowMs = 0.1;
    await turnOfLoop();
    expect(tell(ANSWERED)).toBe(false);
    nowMs = 0.3;
    lookout.end();
    lookout.begin();
    expect(tell(ANSWERED)).toBe(false);
    expect(heard).toEqual([]);
  });

  it("lets the event loop have its other turns", async () => {
    const { lookout, beQuick } = open();
    beQuick();
    lookout.begin();
    await new Promise((resolve) => setTimeout(resolve, 0));
    await turnOfLoop();
  });

  it("loses and repeats nothing that is told while it ends", async () => {
    const { words, lookout, heard } = open({});
    const url = new URL("telling-thread.js", import.meta.url);
    const thread = new Worker(url, { workerData: words, execArgv: [] });
    threads.push(thread);
    thread.on("message", (told: Told) => {
      lookout.end();
      heard.push(told);
    });
    for (let n = 1; n <= 5000; n++) {
      lookout.begin();
      thread.postMessage("tell");
      while (heard.length < n) await turnOfLoop();
    }
    await turnOfLoop();
    expect(heard.length).toBe(5000);
  });
});
