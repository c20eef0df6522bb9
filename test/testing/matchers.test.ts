import { stripVTControlCharacters } from "node:util";
import { createMockHost, type MockHost } from "@luminarys/sdk-as/testing";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import "../../testing/vitest/matchers.js";
import { buildSkill } from "../support/build-skill.js";

const source = `// @skill:id org.example.notes
// @skill:name "Notes"
// @skill:version 1.2.0
// @skill:require fs /data/**
import { Context, fs, log } from "@luminarys/sdk-as";

// @skill:method read "Reads a note"
// @skill:param path required "Path"
export function read(ctx: Context, path: string): i32 {
  log("info", "Reading " + path, []);
  const result = fs.read(path);
  if (!result.isOk) ctx.fail(result.error);
  return result.isOk ? result.value.length : 0;
}

// @skill:method crash "Throws"
export function crash(): void {
  throw new Error("no more notes");
}
`;

let skill: Uint8Array;
let host: MockHost;

beforeAll(async () => {
  skill = (await buildSkill(source)).wasm;
});

beforeEach(() => {
  host = createMockHost({ skill });
  host.fs.write("/data/a", "12345");
  host.call("read", { path: "/data/a" });
});

/** What a matcher that fails says. */
function messageOf(run: () => void): string {
  try {
    run();
  } catch (error) {
    return stripVTControlCharacters((error as Error).message);
  }
  throw new Error("Cannot read message: the matcher passes");
}

describe("a matcher passes", () => {
  test("for a host call with the fields of its request", () => {
    expect(host).toHaveCalledHost("fs_read");
    expect(host).toHaveCalledHost("fs_read", { path: "/data/a" });
    expect(host).toHaveCalledHost("fs_read", { path: expect.stringMatching(/^\/data/) });
    expect(host).not.toHaveCalledHost("fs_read", { path: "/data/b" });
    expect(host.call("read", { path: "/data/b" })).toHaveCalledHost("fs_read", { path: "/data/b" });
  });

  test("for a log line with a text", () => {
    expect(host).toHaveLogged("/data/a");
    expect(host).toHaveLogged(/^Reading/, "info");
    expect(host).not.toHaveLogged("/data/a", "warn");
  });

  test("for a log line with a text in a field", () => {
    const line = { skillId: "a", sessionId: "", atMs: 0, level: "info", message: "sent" };
    const logged = { log: { lines: [{ ...line, fields: { to: { url: ["https://s3cret"] } } }] } };
    expect(logged).toHaveLogged("s3cret");
    expect(logged).toHaveLogged(/^https:/, "info");
    expect(() => expect(logged).not.toHaveLogged("s3cret")).toThrow(
      'Expected no line with "s3cret" in the log:\n  info sent {"to": {"url": ["https://s3cret"]}}',
    );
  });

  test("for a failure of a result or of a function", () => {
    expect(host.call("read", { path: "/etc/passwd" })).toFailWith("/etc/passwd");
    expect(() => host.call("crash")).toFailWith(/^no more notes$/);
    expect(host.call("read", { path: "/data/a" })).not.toFailWith("");
  });

  test("for a host call that the manifest refuses", () => {
    expect(host).not.toBeDenied();
    expect(host.call("read", { path: "/etc/passwd" })).toBeDenied("fs");
    expect(host).not.toBeDenied("http");
  });

  test("for a trap at a line", () => {
    expect(() => host.call("crash")).toTrapAt("skill.ts", 18);
    expect(() => host.call("crash")).not.toTrapAt("kill.ts");
    expect(() => host.call("read", { path: "/data/a" })).not.toTrapAt("skill.ts");
  });

  test("for a descriptor, its methods by name", () => {
    expect(host).toMatchDescriptor({ skill_id: "org.example.notes" });
    expect(host.describe()).toMatchDescriptor({
      methods: [{ name: "crash" }, { name: "read", params: [{ name: "path", required: true }] }],
    });
    expect(host).not.toMatchDescriptor({ methods: [{ name: "write" }] });
  });
});

test("a matcher takes the names of host functions alone, whatever it is to find", () => {
  const message =
    'Cannot use toHaveCalledHost: unknown host function "fsWrite". Hint: did you mean "fs_write"?';
  const name = "fsWrite" as "fs_write";
  expect(() => expect(host).toHaveCalledHost(name)).toThrow(new TypeError(message));
  expect(() => expect(host).not.toHaveCalledHost(name)).toThrow(new TypeError(message));
});

describe("a matcher that fails says", () => {
  const cases: [string, (host: MockHost) => void, string][] = [
    [
      "which requests there were",
      () => expect(host).toHaveCalledHost("fs_read", { path: "/data/b" }),
      'Expected a call of fs_read with {"path": "/data/b"}; its requests:\n  {"path": "/data/a"}',
    ],
    [
      "what was called instead",
      () => expect(host).toHaveCalledHost("tcp_request"),
      "Expected a call of tcp_request; it was never called; host functions called:\n" +
        "  log_write\n  fs_read",
    ],
    [
      "which lines there are",
      () => expect(host).toHaveLogged("Writing", "warn"),
      'Expected a warn line with "Writing" in the log:\n  info Reading /data/a',
    ],
    [
      "how the call ended",
      () => expect(() => host.call("crash")).toFailWith("no paper"),
      'Expected an error with "no paper"; it threw SkillTrapError at skill.ts:18: no more notes',
    ],
    [
      "that the call didn't fail",
      () => expect(host.call("read", { path: "/data/a" })).toFailWith("x"),
      'Expected an error with "x"; it answered 5',
    ],
    [
      "where the trap was",
      () => expect(() => host.call("crash")).toTrapAt("skill.ts", 3),
      "Expected a trap at skill.ts:3; it threw SkillTrapError at skill.ts:18: no more notes",
    ],
    [
      "which methods there are",
      () => expect(host).toMatchDescriptor({ methods: [{ name: "write" }] }),
      "Expected org.example.notes to have these fields; it has no method write, but read, crash",
    ],
    [
      "that all was allowed, and why",
      () => expect(host).toBeDenied("fs"),
      "Expected a denied host call of fs; the calls:\n" +
        '  fs_read allowed: granted by "/data/**:ro" in permissions.fs.dirs',
    ],
    [
      "what was denied, and why",
      () => expect(host.call("read", { path: "/etc/passwd" })).not.toBeDenied(),
      "Expected no denied host call; the calls:\n  log_write allowed\n  fs_read denied: Cannot read " +
        '"/etc/passwd": outside the allowed directories (/data/**:ro). ' +
        'Hint: add "/etc:ro" to permissions.fs.dirs',
    ],
    [
      "that its log can't be read",
      () => expect(5).toHaveLogged("x"),
      "Cannot use toHaveLogged: the value is not a mock host",
    ],
    [
      "that it describes nothing",
      () => expect(5).toMatchDescriptor({}),
      "Cannot use toMatchDescriptor: the value is not a mock host or a descriptor",
    ],
    [
      "that it ends in no way",
      () => expect(5).toFailWith("x"),
      "Cannot use toFailWith: the value is not the result of a call, or a function that makes one",
    ],
    [
      "what it can be used on",
      () => expect(5).toBeDenied(),
      "Cannot use toBeDenied: the value is not a mock host or the result of its call",
    ],
  ];

  test.each(cases)("%s", (_, run, message) => {
    expect(messageOf(() => run(host))).toBe(message);
    expect(host.call("read", { path: "/data/a" }).value).toBe(5);
  });

  test("the difference in the fields that were asked for", () => {
    const failing = () => expect(host).toMatchDescriptor({ skill_version: "2.0.0" });
    expect(failing).toThrow(
      expect.objectContaining({
        actual: { skill_version: "1.2.0" },
        expected: { skill_version: "2.0.0" },
      }),
    );
  });
});
