import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Migrations, openDatabase } from "../../store/open-database.js";
import { StoreError } from "../../store/store-error.js";
import { Table } from "../../store/tables.js";

let path: string;

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "layouts-"));
});

afterEach(() => rmSync(path, { recursive: true, force: true }));

const open = (number: number, migrations: Migrations = {}) =>
  openDatabase({ path, survives: "process", layout: { number, migrations } });

interface Named {
  name: string;
}

/** Writes a record as an early version did: its name in capitals. */
async function writeEarly(): Promise<void> {
  const { root, release } = await open(1);
  const table = new Table<Named>(root, "value");
  await root.batch(table.put("a", { name: "ANNA" }));
  await root.close();
  release();
}

const migrations: Migrations = {
  2: (root) => rename(root, (name) => name.toLowerCase()),
  3: (root) => rename(root, (name) => `${name}!`),
};

function rename(root: Parameters<Migrations[number]>[0], change: (name: string) => string): void {
  const table = new Table<Named>(root, "value");
  for (const { key, value } of [...table.entries()]) table.put(key, { name: change(value.name) })();
}

describe("a database of an earlier layout", () => {
  it("is brought up by each step once, in order", async () => {
    await writeEarly();
    const seen: (Named | undefined)[] = [];
    for (const layout of [3, 3]) {
      const { root, release } = await open(layout, migrations);
      seen.push(new Table<Named>(root, "value").get("a"));
      await root.close();
      release();
    }
    expect(seen).toEqual([{ name: "anna!" }, { name: "anna!" }]);
  });

  it("stays as it was when a step fails", async () => {
    await writeEarly();
    const broken: Migrations = {
      ...migrations,
      3: () => {
        throw new Error("no");
      },
    };
    await expect(open(3, broken)).rejects.toThrow(
      `Cannot open store "${path}": no. Hint: the host needs a folder that it may write to`,
    );
    const { root, release } = await open(1);
    expect(new Table<Named>(root, "value").get("a")).toEqual({ name: "ANNA" });
    await root.close();
    release();
  });

  it("isn't read without being brought up", async () => {
    await writeEarly();
    const layout = { number: 2, migrations };
    await expect(openDatabase({ path, isReader: true, layout })).rejects.toEqual(
      new StoreError(
        `Cannot open store "${path}": it has layout 1, and this host reads layout 2. ` +
          "Hint: run the host once, which brings it up to date",
        { code: "layout" },
      ),
    );
  });
});

it("a database of a later layout isn't touched", async () => {
  const { root, release } = await open(7);
  await root.close();
  release();
  await expect(openDatabase({ path })).rejects.toEqual(
    new StoreError(
      `Cannot open store "${path}": it has layout 7, and this host knows layouts up to 1. ` +
        "Hint: update the host",
      { code: "layout" },
    ),
  );
});

it("runs count on from each other, so that later records come later", async () => {
  const seqs: number[] = [];
  for (let run = 0; run < 3; run++) {
    const { root, firstSeq, release } = await open(1);
    seqs.push(firstSeq);
    await root.close();
    release();
  }
  expect(seqs).toEqual([1, 2, 3].map((run) => run * 2 ** 32));
});
