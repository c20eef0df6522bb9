import { expect, test } from "vitest";
import { areas } from "../../contract/index.js";
import type { Permission } from "../../contract/schema.js";
import { listHostFunctions } from "./host-functions-of.js";
import { listShown } from "./shown-symbols.js";

const shown = listShown();
const permissions = new Map(
  areas.flatMap(({ calls }) => calls.map(({ name, permission }) => [name, permission] as const)),
);

/** How a doc comment names what the manifest must grant. */
const wording: Record<Permission, RegExp> = {
  none: /Permission: none[.,;]/,
  fs: /Permission: `@skill:require fs \/data\/\*\*( rw)?`/,
  "fs rw": /Permission: `@skill:require fs \/data\/\*\* rw`/,
  "fs ro + rw": /Permission: `@skill:require fs \/data\/\*\* rw`; reading is enough for the source/,
  http: /Permission: `@skill:require http https:/,
  "http + allow_websocket": /Permission: `@skill:require ws wss:/,
  tcp: /Permission: `@skill:require tcp \w+:\d+`/,
  shell: /Permission: `@skill:require shell /,
  llm: /Permission: `@skill:require llm`/,
  file_transfer: /Permission: `permissions\.file_transfer`/,
  "cluster mode": /Permission: none, but the host must belong to a cluster/,
};

const calling = [...listHostFunctions()].flatMap(([name, called]) => {
  const symbol = shown.find((each) => each.name === name);
  return symbol === undefined || called.length === 0 ? [] : [{ name, called, doc: symbol.doc }];
});

test("every export says on hover what it is", () => {
  const exported = shown.filter(({ name }) => !name.includes("."));
  expect(exported.length).toBeGreaterThan(150);
  expect(exported.filter(({ doc }) => doc === "").map(({ name }) => name)).toEqual([]);
});

test("every member of what isn't internal says on hover what it is", () => {
  const silent = shown.filter(({ doc, isInternal }) => doc === "" && !isInternal);
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test("internal is what only entry files and hosts need", () => {
  const internal = shown.filter(({ name, isInternal }) => isInternal && !name.includes("."));
  expect(internal.map(({ name }) => name).sort()).toEqual([
    "Call",
    "Reader",
    "Writer",
    "readBatchResult",
    "readConnEvent",
    "readWebRequest",
    "readWsEvent",
    "serve",
    "skill_alloc",
    "skill_describe",
    "skill_free",
    "skill_handle",
  ]);
});

test("functions of the library reach every host function", () => {
  const reached = new Set(calling.flatMap(({ called }) => called));
  expect([...permissions.keys()].filter((name) => !reached.has(name))).toEqual([]);
});

test.each(calling)("$name names on hover what permits it", ({ called, doc }) => {
  for (const name of called) expect(doc).toMatch(wording[permissions.get(name) ?? "none"]);
});
