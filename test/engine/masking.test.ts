import { describe, expect, test } from "vitest";
import { HostError } from "../../engine/errors.js";
import { maskError, maskValues } from "../../engine/masking.js";

const env = {
  HOOK: "https://hooks.example/T0/s3cret?x=1",
  TOKEN: "t0p.s3cret",
  LONGER_TOKEN: "t0p.s3cret-and-more",
  REGION_KEY: "eu",
  EMPTY_KEY: "",
  DATABASE: "postgres://app:pa55word@db.example/app",
  ADDRESS: "127.0.0.1:6379",
  FOLDER: "/srv/backups",
};

test.each<[text: string, masked: string]>([
  [
    "Cannot post to https://hooks.example/T0/s3cret?x=1: refused",
    "Cannot post to ***(HOOK): refused",
  ],
  ["t0p.s3cret and t0p.s3cret", "***(TOKEN) and ***(TOKEN)"],
  ["t0p.s3cret-and-more", "***(LONGER_TOKEN)"],
  ["/go?to=https%3A%2F%2Fhooks.example%2FT0%2Fs3cret%3Fx%3D1", "/go?to=***(HOOK)"],
  ["t0p-s3cret is another text", "t0p-s3cret is another text"],
  ["short ones are words: eu", "short ones are words: eu"],
  ["Cannot open postgres://app:pa55word@db.example/app", "Cannot open ***(DATABASE)"],
  ["an address is needed: 127.0.0.1:6379", "an address is needed: 127.0.0.1:6379"],
  ["so is a folder: /srv/backups/a", "so is a folder: /srv/backups/a"],
])("%j becomes %j", (text, masked) => {
  expect(maskValues(text, env)).toBe(masked);
});

test("without variables nothing is masked", () => {
  expect(maskValues("anything", {})).toBe("anything");
});

test("a value that no URL can hold is masked as it is", () => {
  expect(maskValues("a \ud800secret", { BROKEN_KEY: "\ud800secret" })).toBe("a ***(BROKEN_KEY)");
});

describe("an error", () => {
  test("stays itself, with another message", () => {
    const error = new HostError("Cannot use t0p.s3cret", { code: "denied" });
    expect(maskError(error, env)).toBe(error);
    expect(error.message).toBe("Cannot use ***(TOKEN)");
  });

  test("that is none is left alone", () => {
    expect(maskError("t0p.s3cret", env)).toBe("t0p.s3cret");
  });
});
