import { chmodSync, readdirSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createSessionIds } from "../../values/session-id.js";
import { sessionSecret } from "../../values/session-secret.js";
import { Workspace } from "../config/workspace.js";

const ids = createSessionIds(Buffer.from("one secret"));

describe("a session's id", () => {
  test("is a UUID of version 4, another one each time", () => {
    const some = Array.from({ length: 100 }, () => ids.issue());
    const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
    expect(some.filter((id) => !uuid.test(id))).toEqual([]);
    expect(new Set(some).size).toBe(100);
    expect(some.every(ids.isOurs)).toBe(true);
  });

  test.each([
    ["of another host", createSessionIds(Buffer.from("another secret")).issue()],
    ["that somebody made up", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"],
    ["in capitals", ids.issue().toUpperCase()],
    ["of nothing", ""],
    ["that is too long", `${ids.issue()}0`],
  ])("%s isn't ours", (_, id) => {
    expect(ids.isOurs(id)).toBe(false);
  });

  test("isn't ours once any digit of it is changed", () => {
    const id = ids.issue();
    const changed = [...id].flatMap((digit, index) =>
      digit === "-" ? [] : [id.slice(0, index) + (digit === "0" ? "1" : "0") + id.slice(index + 1)],
    );
    expect(changed).toHaveLength(32);
    expect(changed.filter(ids.isOurs)).toEqual([]);
  });

  test("is found among other cookies, behind ones of the same name that aren't ours", () => {
    const id = ids.issue();
    expect(ids.fromCookies(`a=1; _sid=3f2504e0-4f89-41d3-9a0c-0305e82c3301;_sid=${id}; b`)).toBe(
      id,
    );
    expect(ids.fromCookies(`x_sid=${id}; _sid2=${id}`)).toBeUndefined();
    expect([ids.fromCookies(null), ids.fromCookies(""), ids.fromCookies(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("the secret of sessions", () => {
  test("is the same for every start from a folder, and nobody else may read it", () => {
    const at = new Workspace();
    const first = sessionSecret(at.path("data"));
    const again = sessionSecret(at.path("data"));
    expect(again).toEqual(first);
    expect(readdirSync(at.path("data"))).toEqual(["session-secret"]);
    expect(statSync(at.path("data/session-secret")).mode & 0o777).toBe(0o600);
  });

  test("is another one for each process without a folder", () => {
    expect(sessionSecret(undefined)).not.toEqual(sessionSecret(undefined));
  });

  test("is never replaced when the file holds something else", () => {
    const at = new Workspace({ "session-secret": "short" });
    chmodSync(at.path("session-secret"), 0o600);
    const message = `Cannot use "${at.path("session-secret")}": it has 5 bytes, expected 32`;
    expect(() => sessionSecret(at.root)).toThrow(new Error(message));
    expect(at.read("session-secret")).toBe("short");
  });
});
