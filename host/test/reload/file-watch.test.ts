import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, onTestFinished, test } from "vitest";
import { FileWatch, type WatchedPaths, type WatchFilesOptions } from "../../reload/file-watch.js";
import { Workspace } from "../config/workspace.js";

/** Says when the next change is heard. */
class Ear {
  count = 0;
  private wake = () => {};

  readonly onChange = () => {
    this.count++;
    this.wake();
  };

  /** Settles at the next change. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}

function watch(paths: Partial<WatchedPaths>, options: Partial<WatchFilesOptions> = {}): Ear {
  const ear = new Ear();
  const all = { sources: [], folders: [], ...paths };
  const watching = new FileWatch(all, { pollMs: 10, settleMs: 10, ...ear, ...options });
  onTestFinished(() => watching.close());
  return ear;
}

describe.each([
  ["told by the system", {}],
  ["looked at now and then", { pollOnly: true }],
])("%s", (_, options) => {
  test.each<[what: string, change: (at: Workspace) => void]>([
    ["is written", (at) => at.write("a.yaml", "2")],
    ["is removed", (at) => rmSync(at.path("a.yaml"))],
    [
      "is replaced by another one",
      (at) => {
        at.write("new", "2");
        renameSync(at.path("new"), at.path("a.yaml"));
      },
    ],
  ])("a change is heard when a file %s", async (_, change) => {
    const at = new Workspace({ "a.yaml": "1" });
    const ear = watch({ sources: [at.path("a.yaml")] }, options);
    const heard = ear.next();
    change(at);
    await heard;
    expect(ear.count).toBeGreaterThan(0);
  });

  test("a file is heard twice that is replaced twice", async () => {
    const at = new Workspace({ "a.yaml": "1" });
    const ear = watch({ sources: [at.path("a.yaml")] }, options);
    for (const text of ["22", "333"]) {
      const heard = ear.next();
      at.write("new", text);
      renameSync(at.path("new"), at.path("a.yaml"));
      await heard;
    }
    expect(ear.count).toBeGreaterThan(1);
  });

  test("a file is heard that comes to be", async () => {
    const at = new Workspace();
    const ear = watch({ sources: [at.path("a.yaml")] }, options);
    const heard = ear.next();
    at.write("a.yaml", "1");
    await heard;
    expect(ear.count).toBeGreaterThan(0);
  });

  test("a file is heard whose folder comes to be", async () => {
    const at = new Workspace();
    const ear = watch({ sources: [at.path("build/a.wasm")] }, options);
    const heard = ear.next();
    at.write("build/a.wasm", "1");
    await heard;
    expect(ear.count).toBeGreaterThan(0);
  });

  test("a file is heard after its folder went and came back", async () => {
    const at = new Workspace({ "build/a.wasm": "1" });
    const ear = watch({ sources: [at.path("build/a.wasm")] }, options);
    const gone = ear.next();
    rmSync(at.path("build"), { recursive: true });
    await gone;
    const back = ear.next();
    mkdirSync(at.path("build"));
    writeFileSync(at.path("build/a.wasm"), "2");
    await back;
    expect(ear.count).toBeGreaterThan(1);
  });

  test("a file is heard that a link leads to", async () => {
    const at = new Workspace({ "real/a.wasm": "1" });
    symlinkSync(at.path("real/a.wasm"), at.path("a.wasm"));
    const ear = watch({ sources: [at.path("a.wasm")] }, options);
    const heard = ear.next();
    at.write("real/a.wasm", "22");
    await heard;
    expect(ear.count).toBeGreaterThan(0);
  });

  test("a new file is heard in a folder that is watched whole", async () => {
    const at = new Workspace({ "skills/a.yaml": "1" });
    const ear = watch({ folders: [at.path("skills")] }, options);
    const heard = ear.next();
    at.write("skills/b.yaml", "1");
    await heard;
    expect(ear.count).toBeGreaterThan(0);
  });
});

test("other files in the folder aren't heard", async () => {
  const at = new Workspace({ "a.yaml": "1", "b.yaml": "1" });
  const others = watch({ sources: [at.path("b.yaml")] });
  const ear = watch({ sources: [at.path("a.yaml")] });
  const heard = ear.next();
  for (let i = 0; i < 20; i++) at.write("c.log", String(i));
  at.write("a.yaml", "2");
  await heard;
  expect(others.count).toBe(0);
});

test("changes at once are heard once", async () => {
  const at = new Workspace({ "a.yaml": "1" });
  const ear = watch({ sources: [at.path("a.yaml")] }, { settleMs: 100 });
  const heard = ear.next();
  for (let i = 0; i < 20; i++) at.write("a.yaml", String(i));
  await heard;
  expect(ear.count).toBe(1);
});
