import { describe, expect, it } from "vitest";
import { filterHistory } from "../../../engine/cores/history-filter.js";

const messages = ["user a", "assistant b", "user c", "user d", "assistant e"].map((line) => {
  const [role = "", content] = line.split(" ");
  return { role, content };
});
const contents = (filter: string) =>
  filterHistory(messages, filter)
    .map(({ content }) => content)
    .join("");

describe("a history filter", () => {
  it.each([
    ["", "abcde"],
    ["last:2", "de"],
    ["last:0", ""],
    ["last:99", "abcde"],
    ["role:user", "acd"],
    ["role:nobody", ""],
    ["role:user,last:2", "cd"],
    ["last:2,role:user", "d"],
    ["role:user,role:assistant", ""],
  ])("%j gives %j", (filter, want) => {
    expect(contents(filter)).toBe(want);
  });

  it.each(["first:1", "last:", "last:x", "last:-1", "role:", ",", "last:1,"])(
    "%j is refused",
    (filter) => {
      expect(() => contents(filter)).toThrow(/^Cannot read history filter ".*": expected "last:<c/);
      expect(contents("last:1")).toBe("e");
    },
  );
});
