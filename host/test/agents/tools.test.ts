import { describe, expect, test } from "vitest";
import { legalName } from "../../agents/legal-name.js";
import { asks, says } from "../support/scripted-model.js";
import { agentWorld } from "./agent-world.js";

/** What the model reads after it asked for a tool, and whether it is marked as an error. */
async function outputOf(name: string, args: unknown): Promise<unknown> {
  const script = [asks([name, args]), asks(["notes_count", {}]), says("Done")];
  const { run, events, endpoint } = await agentWorld({ script });
  await run("Go");
  const results = events.flatMap((each) => (each.kind === "tool_result" ? [each] : []));
  const [told] = endpoint.requests[1]?.body.messages.slice(-1) ?? [];
  // The skill goes on, whatever became of the call.
  expect(results[1]).toMatchObject({ output: "42", isError: false });
  expect(told?.content).toBe(results[0]?.output);
  return [results[0]?.isError, results[0]?.output];
}

describe("an output", () => {
  test("is text where the answer is text", async () => {
    expect(await outputOf("notes_echo", { text: "a" })).toEqual([false, "a|0|0|"]);
  });

  test("is JSON where it is more, with bytes as base64 and large integers as text", async () => {
    expect(await outputOf("notes_item", {})).toEqual([
      false,
      '{"name":"tea","count":"9007199254740993","data":"aGkh","note":null}',
    ]);
  });

  test("is done where a method without result has answered", async () => {
    expect(await outputOf("notes_nothing", "")).toEqual([false, "done"]);
  });

  test("has behind it what the skill says for the model", async () => {
    expect(await outputOf("notes_hint", {})).toEqual([
      false,
      "4 degrees\n\nTell the user that it is cold",
    ]);
  });

  test("that is very long is cut, and says so", async () => {
    const [isError, output] = (await outputOf("notes_echo", { text: "x".repeat(200_000) })) as [
      boolean,
      string,
    ];
    expect(isError).toBe(false);
    expect(output.length).toBe(100_000 + "\n[cut: 200005 characters in all]".length);
    expect(output.slice(-32)).toBe("\n[cut: 200005 characters in all]");
  });
});

describe("arguments", () => {
  test("are base64 for bytes and text for large integers", async () => {
    const given = { text: "a", big: "-9223372036854775808", data: "aGkh", tags: ["x", "y"] };
    expect(await outputOf("notes_echo", given)).toEqual([false, "a|-9223372036854775808|3|x+y"]);
  });

  test("that don't fit are all named to the model, and the skill isn't asked", async () => {
    expect(await outputOf("notes_echo", { big: 1.5, txt: "a" })).toEqual([
      true,
      `Cannot call notes_echo: 3 arguments don't fit
- text: missing
- big: expected integer, found 1.5
- txt: unknown, did you mean "text"?
Hint: echo(text: string, big?: integer, data?: bytes, tags?: string[]) -> string`,
    ]);
  });

  test.each(["{", "[]", "null", '"a"', "1"])(
    "that are %s are refused to the model",
    async (args) => {
      expect(await outputOf("notes_echo", args)).toEqual([
        true,
        "Cannot call notes_echo: its arguments aren't a JSON object",
      ]);
    },
  );
});

describe("a call that fails", () => {
  test("says to the model what the skill said", async () => {
    expect(await outputOf("notes_fail", {})).toEqual([true, "The fridge is empty"]);
  });

  test("by a denial says what would grant it", async () => {
    expect(await outputOf("notes_read", { path: "/etc/passwd" })).toEqual([
      true,
      'abi error: fs_read: Cannot read "/etc/passwd": permissions.fs is disabled. Hint: set permissions.fs.enabled to true and add "/etc:ro" to permissions.fs.dirs',
    ]);
  });

  test("by a trap says where", async () => {
    expect(await outputOf("notes_trap", {})).toEqual([
      true,
      "The door is shut\n  at skill.ts:98:3",
    ]);
  });

  test("for a tool that there isn't names those that there are", async () => {
    const [isError, output] = (await outputOf("notes_secret", {})) as [boolean, string];
    expect(isError).toBe(true);
    expect(output).toMatch(
      /^Cannot call "notes_secret": there is no such tool\. Hint: there are "notes_echo", .*"notes_ask"$/,
    );
  });
});

describe("a name", () => {
  const free = () => false;

  test.each([
    ["notes_add", "notes_add"],
    ["com.example/notes_add", "com_example_notes_add"],
    ["notizen_ä_😀", "notizen____"],
  ])("%s is offered as %s", (name, want) => {
    expect(legalName(name, free)).toBe(want);
  });

  test("that is too long, or taken, ends in a digest and stays the same", () => {
    const long = "x".repeat(65);
    expect(legalName(long, free)).toBe(`${"x".repeat(55)}_9537c5fd`);
    expect(legalName("a.b", (name) => name === "a_b")).toBe("a_b_2e7336dc");
  });
});
