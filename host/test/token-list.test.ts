import { createHash } from "node:crypto";
import { expect, it, vi } from "vitest";
import type { TokenConfig } from "../config/model.js";
import { TokenList } from "../token-list.js";

const { compared } = vi.hoisted(() => ({ compared: { count: 0 } }));

vi.mock("node:crypto", async (load) => {
  const crypto = await load<typeof import("node:crypto")>();
  return {
    ...crypto,
    timingSafeEqual: (...bytes: Parameters<typeof crypto.timingSafeEqual>) => {
      compared.count++;
      return crypto.timingSafeEqual(...bytes);
    },
  };
});

const names = ["ann", "bob", "eve"];
const tokens = names.map((name): TokenConfig => {
  const sha256 = createHash("sha256").update(`secret-of-${name}`).digest("hex");
  return { name, sha256, mcp: [], role: "viewer" };
});

it.each([
  ["the first one", "secret-of-ann", "ann"],
  ["the last one", "secret-of-eve", "eve"],
  ["none", "secret-of-nobody", undefined],
  ["an empty one", "", undefined],
  ["a very long one", "x".repeat(100_000), undefined],
])("%s is compared with all tokens, in time that doesn't depend on them", (_which, token, name) => {
  compared.count = 0;
  expect(new TokenList(tokens).find(token)?.name).toBe(name);
  expect(compared.count).toBe(names.length);
});
