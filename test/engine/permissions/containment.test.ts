import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Permissions } from "../../../engine/manifest/model.js";
import { completeManifest } from "../../../engine/manifest.js";
import { decideFs } from "../../../engine/permissions/fs.js";
import { decideHttp } from "../../../engine/permissions/http.js";
import { decideRequirement } from "../../../engine/permissions/requirements.js";
import { decideShell } from "../../../engine/permissions/shell.js";
import { decideTcp } from "../../../engine/permissions/tcp.js";

interface Area {
  /** Makes a pattern, and a request that some patterns match, from few pieces. */
  pattern: fc.Arbitrary<string>;
  request: fc.Arbitrary<string>;
  sections(lines: readonly string[]): object;
  requirement(pattern: string): { kind: string; pattern: string; mode: string };
  decide(permissions: Permissions, request: string): { allowed: boolean };
}

const joined = (pieces: readonly string[], maxLength: number) =>
  fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength }).map((parts) => parts.join(""));

const hosts = [
  "a.b",
  "*.b",
  "*",
  "a.*",
  "10.0.0.1",
  "10.0.0.*",
  "10.0.0.0/8",
  "10.0.0.0/31",
  "{a,c}.b",
  "[ac].b",
];
const realHosts = ["a.b", "c.b", "x.a.b", "10.0.0.1", "10.0.0.9", "10.9.9.9", "b"];
const ports = ["1", "2", "*", "{1,2}", "?"];

const areas: Record<string, Area> = {
  shell: {
    pattern: joined(["a", " ", " **", "*", "b", "?", "/", "{a,b}", "**"], 6).map(
      (text) => `a${text}`,
    ),
    request: joined(["a", " ", "b", "/", " a"], 7).map((text) => `a${text}`),
    sections: (allowlist) => ({ shell: { enabled: true, allowlist, allowed_dirs: ["/d"] } }),
    requirement: (pattern) => ({ kind: "shell", pattern, mode: "" }),
    decide: ({ shell }, command) => decideShell(shell, { command, workdir: "" }),
  },
  tcp: {
    pattern: fc
      .tuple(fc.constantFrom(...hosts), fc.constantFrom(...ports))
      .map((parts) => parts.join(":")),
    request: fc
      .tuple(fc.constantFrom(...realHosts), fc.constantFrom("1", "2", "3"))
      .map((parts) => parts.join(":")),
    sections: (allowlist) => ({ tcp: { enabled: true, allowlist, allow_private: true } }),
    requirement: (pattern) => ({ kind: "tcp", pattern, mode: "" }),
    decide: ({ tcp }, addr) => decideTcp(tcp, addr),
  },
  http: {
    pattern: fc
      .tuple(
        fc.constantFrom("http", "https", "*", "http{,s}"),
        fc.constantFrom(...hosts),
        fc.constantFrom("", ":80", ":443", ":*"),
        fc.constantFrom("", "/**", "/*", "/v1/*", "/v1/**", "/{v1,x}"),
      )
      .map(([scheme, host, port, path]) => `${scheme}://${host}${port}${path}`),
    request: fc
      .tuple(
        fc.constantFrom("http", "https"),
        fc.constantFrom(...realHosts),
        fc.constantFrom("", ":80", ":443", ":1"),
        fc.constantFrom("", "/v1", "/v1/", "/v1/a", "/x", "/v1/a/b"),
      )
      .map(([scheme, host, port, path]) => `${scheme}://${host}${port}${path}`),
    sections: (allowlist) => ({ http: { enabled: true, allowlist, allow_private: true } }),
    requirement: (pattern) => ({ kind: "http", pattern, mode: "" }),
    decide: ({ http }, url) => decideHttp(http, { url }),
  },
  fs: {
    pattern: joined(["/a", "/*", "/**", "/b", "?", "/a*", "/{a,b}"], 4).filter(
      (text) => text[0] === "/",
    ),
    request: joined(["/a", "/b", "/ab", "/c"], 4),
    sections: (lines) => ({
      fs: { enabled: true, dirs: lines.map((line, i) => `${line}:${i === 1 ? "ro" : "rw"}`) },
    }),
    requirement: (pattern) => ({ kind: "fs", pattern, mode: "rw" }),
    decide: ({ fs }, path) => decideFs(fs, { path, mode: "rw" }),
  },
};

const manifestOf = (area: Area, lines: readonly string[]) =>
  completeManifest({ id: "a", path: "a", permissions: area.sections(lines) });

describe.each(Object.entries(areas))("%s", (_, area) => {
  const sample = fc.record({
    wanted: area.pattern,
    granted: fc.array(area.pattern, { minLength: 1, maxLength: 3 }),
    requests: fc.array(area.request, { minLength: 12, maxLength: 20 }),
  });

  test("a met requirement is never denied later", () => {
    let met = 0;
    fc.assert(
      fc.property(sample, ({ wanted, granted, requests }) => {
        const manifest = manifestOf(area, granted);
        if (!decideRequirement(area.requirement(wanted), manifest).allowed) return true;
        met++;
        const asWanted = manifestOf(area, [wanted]).permissions;
        return requests.every(
          (request) =>
            !area.decide(asWanted, request).allowed ||
            area.decide(manifest.permissions, request).allowed,
        );
      }),
      { seed: 11, numRuns: 1500 },
    );
    expect(met).toBeGreaterThan(50);
  });
});
