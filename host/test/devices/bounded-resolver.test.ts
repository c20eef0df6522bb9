import { expect, test } from "vitest";
import { boundedResolver } from "../../devices/network/bounded-resolver.js";

/** A resolver that answers when it is told to. */
function manual() {
  const asked: string[] = [];
  const answers = new Map<string, (addresses: readonly string[]) => void>();
  const resolve = (name: string) => {
    asked.push(name);
    return new Promise<readonly string[]>((answer) => answers.set(name, answer));
  };
  const settle = (name: string) => answers.get(name)?.(["192.0.2.1"]);
  return { asked, settle, resolve };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("names that hang hold two look-ups, and the others follow as these end", async () => {
  const { asked, settle, resolve } = manual();
  const bounded = boundedResolver(resolve, { most: 2, waiting: 8 });
  const found = ["a", "b", "c", "d"].map((name) => bounded(name));
  await turn();
  expect(asked).toEqual(["a", "b"]);
  settle("b");
  expect(await found[1]).toEqual(["192.0.2.1"]);
  await turn();
  expect(asked).toEqual(["a", "b", "c"]);
  for (const name of ["a", "c"]) settle(name);
  await turn();
  settle("d");
  expect(await Promise.all(found)).toHaveLength(4);
});

test("a name that is being asked for isn't asked for again, and is anew once it has an answer", async () => {
  const { asked, settle, resolve } = manual();
  const bounded = boundedResolver(resolve, { most: 2, waiting: 8 });
  const found = [bounded("a"), bounded("a")];
  await turn();
  settle("a");
  await Promise.all(found);
  void bounded("a");
  await turn();
  expect(asked).toEqual(["a", "a"]);
});

test("names beyond those that may wait are refused, until there is room", async () => {
  const { settle, resolve } = manual();
  const bounded = boundedResolver(resolve, { most: 1, waiting: 1 });
  const first = bounded("a");
  const second = bounded("b");
  await expect(bounded("c")).rejects.toThrow(
    'Cannot resolve "c": too many look-ups of this skill are under way',
  );
  await turn();
  settle("a");
  await first;
  await turn();
  settle("b");
  await second;
  const third = bounded("c");
  await turn();
  settle("c");
  expect(await third).toEqual(["192.0.2.1"]);
});

test("a look-up that fails leaves its place", async () => {
  const failing = () => Promise.reject(new Error("no such name"));
  const bounded = boundedResolver(failing, { most: 1, waiting: 1 });
  await expect(bounded("a")).rejects.toThrow("no such name");
  await expect(bounded("a")).rejects.toThrow("no such name");
});
