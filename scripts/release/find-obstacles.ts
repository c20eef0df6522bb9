import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Release } from "./read-release.js";

/** Everything that stands in the way of a release, each with what to do about it. */
export function findObstacles(root: string, release: Release): string[] {
  const { version, hostVersion, needs, homeless } = release;
  const others = [...needs].filter(([, needed]) => needed !== `^${version}`);
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" });
  const branch = git("branch", "--show-current").trim();
  const changed = git("status", "--porcelain").trimEnd().split("\n").filter(Boolean);
  const tags = git("tag", "--list", `v${version}`).trim();
  return [
    ...(branch === "main" ? [] : [`the branch is "${branch}". Hint: releases are made of "main"`]),
    ...(changed.length === 0
      ? []
      : [`the tree has changes:\n  ${changed.join("\n  ")}\nHint: commit them`]),
    ...(hostVersion === version
      ? []
      : [`the host has version ${hostVersion}. Hint: give both packages the same`]),
    ...others.map(
      ([path, needed]) => `${path} asks for "${needed}" of the SDK. Hint: write "^${version}"`,
    ),
    ...homeless.map(
      (name) =>
        `${name} names no repository. Hint: npm compares "repository.url" with where the provenance comes from`,
    ),
    ...findChangelogFaults(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version),
    ...(tags === "" ? [] : [`the tag v${version} exists. Hint: raise the version`]),
  ];
}

/** The newest entry must be the version's, with a date and text. */
function findChangelogFaults(text: string, version: string): string[] {
  const [heading = "", ...lines] = text.slice(text.search(/^## /m)).split("\n");
  const [, of, date = ""] = /^## (\S+)(?: - (\S+))?$/.exec(heading) ?? [];
  const wanted = `Hint: begin CHANGELOG.md with "## ${version} - <year>-<month>-<day>"`;
  if (of === "Unreleased") return [`the newest entry is "Unreleased". ${wanted}`];
  if (of !== version) return [`the changelog has no entry for it. ${wanted}`];
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) {
    return [`its entry in the changelog has no date. ${wanted}`];
  }
  const end = lines.findIndex((line) => line.startsWith("## "));
  const entry = lines.slice(0, end < 0 ? undefined : end).join("");
  return entry.trim() === "" ? ["its entry in the changelog is empty. Hint: say what changes"] : [];
}
