import type { LookupOptions } from "node:dns";
import { expect, test } from "vitest";
import { pinnedLookup } from "../../devices/network/pinned-lookup.js";

const addresses = ["2001:db8::1", "192.0.2.1", "192.0.2.2"];
const v4 = [
  { address: "192.0.2.1", family: 4 },
  { address: "192.0.2.2", family: 4 },
];
const v6 = [{ address: "2001:db8::1", family: 6 }];

function look(options: LookupOptions, among = addresses): Promise<unknown[]> {
  return new Promise((resolve) => {
    pinnedLookup(among)("api.example.com", options, (...given) => resolve(given));
  });
}

test.each([
  ["all", { all: true }, [...v6, ...v4]],
  ["all of one family", { all: true, family: 4 }, v4],
  ["all of a family by its name", { all: true, family: "IPv4" as const }, v4],
  ["all of the other family by its name", { all: true, family: "IPv6" as const }, v6],
])("whatever name is asked, it is at the pinned addresses: %s", async (_, options, want) => {
  expect(await look(options)).toEqual([null, want]);
});

test("one is asked for, and the first that fits is given", async () => {
  expect(await look({})).toEqual([null, "2001:db8::1", 6]);
  expect(await look({ family: 4 })).toEqual([null, "192.0.2.1", 4]);
});

test.each([
  [{ family: 6 }, ""],
  [{ family: 6, all: true }, []],
])("%j finds no name where no address fits, never another look-up", async (options, nothing) => {
  const [error, found] = await look(options, ["192.0.2.1"]);
  expect(error).toMatchObject({
    message: 'Cannot resolve "api.example.com"',
    code: "ENOTFOUND",
  });
  expect(found).toEqual(nothing);
});
