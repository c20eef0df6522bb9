import { describe, expect, test } from "vitest";
import { completeManifest } from "../../../engine/manifest.js";
import { manifestFor } from "../../../engine/permissions/manifest-lines.js";
import { RequirementError } from "../../../engine/permissions/requirements/requirement-error.js";
import {
  decideRequirement,
  demandRequirements,
  printRequirement,
  unmetRequirements,
} from "../../../engine/permissions/requirements.js";

const requirement = (line: string) => {
  const [kind = "", ...rest] = line.split(" ");
  const mode = kind === "fs" && /^r[ow]$/.test(rest.at(-1) ?? "") ? (rest.pop() as string) : "";
  return { kind, pattern: rest.join(" "), mode };
};

const manifestOf = (sections: object) => completeManifest({ id: "a", path: "a.wasm", ...sections });
const permissions = (sections: object) => manifestOf({ permissions: sections });
const fs = (...dirs: string[]) => permissions({ fs: { enabled: true, dirs } });
const shell = (...allowlist: string[]) => permissions({ shell: { enabled: true, allowlist } });
const tcp = (...allowlist: string[]) => permissions({ tcp: { enabled: true, allowlist } });
const http = (...allowlist: string[]) => permissions({ http: { enabled: true, allowlist } });
const ws = (...allowlist: string[]) =>
  permissions({ http: { enabled: true, allowlist, allow_websocket: true } });

const tables: Record<string, [line: string, manifest: ReturnType<typeof fs>, met: boolean][]> = {
  fs: [
    ["fs /data ro", fs("/data:ro"), true],
    ["fs /data ro", fs("/data:rw"), true],
    ["fs /data rw", fs("/data:rw"), true],
    ["fs /data rw", fs("/data:ro"), false],
    ["fs /data", fs("/data:ro"), true],
    ["fs /data/** ro", fs("/data:ro"), true],
    ["fs /data ro", fs("/data/**:ro"), true],
    ["fs /data/sub rw", fs("/data:rw"), true],
    ["fs /data rw", fs("/data/sub:rw"), false],
    ["fs /data ro", fs("/database:ro"), false],
    ["fs /sys/class/drm/card* ro", fs("/sys/class/drm/card*:ro"), true],
    ["fs /sys/class/drm/card* ro", fs("/sys:ro"), true],
    ["fs /sys/class/drm/card* ro", fs("/sys/class/drm/card0:ro"), false],
    ["fs /sys/class/drm/card0 ro", fs("/sys/class/drm/card*:ro"), true],
    ["fs /data/{a,b} ro", fs("/data/a:ro", "/data/b:ro"), true],
    ["fs /data/{a,b} rw", fs("/data/a:ro", "/data/b:rw"), false],
    ["fs /data/?* ro", fs("/data/[!a]*:ro", "/data/a*:ro"), true],
    ["fs /data/*/src ro", fs("/data/*/src:rw"), true],
    ["fs /data/*/src ro", fs("/data/**/src:ro"), true],
    ["fs /data/**/src ro", fs("/data/*/src:ro"), false],
    ["fs /data rw", fs("/data:rw", "/data/shared:ro"), false],
    ["fs /data ro", fs("/data:rw", "/data/shared:ro"), true],
    ["fs /data/out rw", fs("/data:ro", "/data/out:rw"), true],
    ["fs /data/out rw", fs("/:ro", "/data/out:rw"), true],
    ["fs /data/a/a rw", fs("/data:rw", "/data/a:ro"), false],
    ["fs /**/a/a rw", fs("/**/a:rw", "/a/b/a:ro"), false],
    ["fs /data/x/out rw", fs("/data/{x,y/z}:ro", "/data/x/out:rw"), true],
    ["fs /data/x/out rw", fs("/data/**/x:ro", "/data/x/out:rw"), false],
    ["fs ** rw", fs("/:rw"), true],
    ["fs ** rw", fs("/data:rw"), false],
    ["fs / ro", fs("/**:ro"), true],
    ["fs relative ro", fs("/:rw"), false],
    ["fs /data ro", permissions({ fs: { dirs: ["/data:ro"] } }), false],
  ],
  http: [
    ["http https://api.example.com/**", http("https://api.example.com/**"), true],
    ["http https://api.example.com/v1/**", http("https://api.example.com/**"), true],
    ["http https://api.example.com/**", http("https://api.example.com/v1/**"), false],
    ["http https://api.example.com/**", http("https://*.example.com/**"), true],
    ["http https://*.example.com/**", http("https://api.example.com/**"), false],
    ["http https://api.example.com/**", http("http://api.example.com/**"), false],
    ["http https://api.example.com/**", http("http*://api.example.com/**"), true],
    ["http https://api.example.com/**", http("https://api.example.com:443/**"), true],
    ["http https://api.example.com:443/**", http("https://api.example.com/**"), true],
    ["http https://api.example.com:*/**", http("https://api.example.com/**"), false],
    ["http https://api.example.com/**", http("https://api.example.com:*/**"), true],
    ["http https://API.example.com./**", http("https://api.example.com/**"), true],
    ["http https://api.example.com/**", http("https://api.example.com/*"), false],
    ["http https://api.example.com/*", http("https://api.example.com/**"), true],
    ["http https://a.b/{x,y}", http("https://a.b/x", "https://a.b/y"), true],
    ["http **", http("**"), true],
    ["http **", http("*://*:*/**"), true],
    ["http **", http("https://**/**"), false],
    ["http *", http("**"), true],
    [
      "http api.example.com/**",
      http("http://api.example.com/**", "https://api.example.com/**"),
      true,
    ],
    ["http api.example.com/**", http("https://api.example.com/**"), false],
    ["http http://10.0.0.5/**", http("http://10.0.0.0/8/**"), true],
    ["http http://10.0.0.5/**", http("http://10.0.0.5/**"), true],
    ["http http://0x0a000005/**", http("http://10.0.0.5/**"), true],
    ["http http://10.0.0.5/**", http("http://11.0.0.0/8/**"), false],
    ["http http://10.1.0.0/16/**", http("http://10.0.0.0/8/**"), true],
    ["http http://10.0.0.0/8/**", http("http://10.1.0.0/16/**"), false],
    ["http http://10.0.0.0/8/**", http("http://*/**"), true],
    ["http http://10.0.0.*/**", http("http://10.0.*/**"), true],
    ["http https://api.example.com/**", http(), false],
    ["http https://api.example.com/**", permissions({ http: { allowlist: ["**"] } }), false],
    ["http ftp://x/**", http("**"), false],
    ["http", http("**"), false],
  ],
  ws: [
    ["ws wss://feed.example.com/**", ws("wss://feed.example.com/**"), true],
    ["ws wss://feed.example.com/**", http("wss://feed.example.com/**"), false],
    ["ws wss://feed.example.com/**", ws("https://feed.example.com/**"), true],
    ["ws https://feed.example.com/**", ws("wss://feed.example.com/**"), true],
    ["ws wss://feed.example.com/**", ws("http://feed.example.com/**"), false],
    ["ws feed.example.com/**", ws("ws*://feed.example.com/**"), true],
    ["ws **", ws("**"), true],
    ["ws **", ws("wss://**/**"), false],
    ["http wss://feed.example.com/**", http("**"), false],
    ["http wss://feed.example.com/**", ws("**"), true],
  ],
  tcp: [
    ["tcp redis:6379", tcp("redis:6379"), true],
    ["tcp redis:6379", tcp("*:6379"), true],
    ["tcp redis:6379", tcp("**"), true],
    ["tcp redis:6379", tcp("redis:6380"), false],
    ["tcp *:5432", tcp("*:5432"), true],
    ["tcp *:5432", tcp("db:5432"), false],
    ["tcp **", tcp("**"), true],
    ["tcp **", tcp("*:*"), true],
    ["tcp *", tcp("**"), true],
    ["tcp redis", tcp("redis:*"), true],
    ["tcp redis", tcp("redis:6379"), false],
    ["tcp *.internal:*", tcp("*.internal:*"), true],
    ["tcp db.internal:80", tcp("*.internal:*"), true],
    ["tcp 10.0.0.5:80", tcp("10.0.0.0/8:*"), true],
    ["tcp 10.0.0.5:80", tcp("10.0.0.*:80"), true],
    ["tcp 10.0.0.*:80", tcp("10.0.0.*:*"), true],
    ["tcp [fd00::1]:80", tcp("[fd00::/8]:80"), true],
    ["tcp redis:{1,2}", tcp("redis:1", "redis:2"), true],
    ["tcp redis:{1,2}", tcp("redis:1"), false],
    ["tcp redis:6379", tcp(), true],
    ["tcp db.internal:80", tcp(), true],
    ["tcp 10.0.0.5:80", tcp(), true],
    ["tcp 10.0.0.0/8:*", tcp(), true],
    ["tcp 0.0.0.0/0:*", tcp(), false],
    ["tcp 127.0.0.1:80", tcp(), false],
    ["tcp localhost:6399", tcp(), false],
    ["tcp app.localhost:6399", tcp(), false],
    ["tcp {redis,localhost}:6399", tcp(), false],
    ["tcp localhost:6399", tcp("localhost:6399"), true],
    ["tcp db.example.com:80", tcp(), false],
    ["tcp *:5432", tcp(), false],
    ["tcp redis:6379", permissions({}), false],
  ],
  shell: [
    ["shell go *", shell("go **"), true],
    ["shell go **", shell("go **"), true],
    ["shell go **", shell("go *"), false],
    ["shell go **", shell("go ?**"), false],
    ["shell go build **", shell("go **"), true],
    ["shell go **", shell("go build **"), false],
    ["shell go", shell("go **"), true],
    ["shell python -m venv .venv", shell("python -m venv .venv"), true],
    ["shell python -m venv .venv", shell("python **"), true],
    ["shell .venv/bin/pip **", shell(".venv/bin/* **"), true],
    ["shell ./**", shell("./**"), true],
    ["shell ./**", shell("**"), true],
    ["shell **", shell("git **"), false],
    ["shell kill **", shell("ps **", "kill **"), true],
    ["shell git {pull,push} **", shell("git pull **", "git push **"), true],
    ["shell git {pull,push} **", shell("git pull **"), false],
    ["shell git **", shell(), false],
  ],
  "llm, env and invoke": [
    ["llm", permissions({ llm: { enabled: true } }), true],
    ["llm", permissions({}), false],
    ["llm *", permissions({ llm: { enabled: true } }), true],
    ["env API_KEY", manifestOf({ env: { API_KEY: "x" } }), true],
    ["env API_KEY", manifestOf({ env: { API_KEY: "" } }), true],
    ["env API_KEY", manifestOf({ env: { api_key: "x" } }), false],
    ["env toString", manifestOf({}), false],
    ["invoke other", manifestOf({ invoke_policy: { can_invoke: ["other"] } }), true],
    ["invoke other", manifestOf({ invoke_policy: { can_invoke: ["*"] } }), true],
    ["invoke other", manifestOf({ invoke_policy: { can_invoke: ["another"] } }), false],
    ["invoke *", manifestOf({ invoke_policy: { can_invoke: ["other"] } }), false],
    ["gpu cuda", manifestOf({}), false],
  ],
};

describe.each(Object.entries(tables))("%s", (_, cases) => {
  test.each(cases)("%s (%#)", (line, manifest, met) => {
    expect(decideRequirement(requirement(line), manifest).allowed).toBe(met);
  });

  test.each(cases.filter(([line]) => !/relative|ftp|gpu|^http$/.test(line)))(
    "%s is met by the manifest made for it",
    (line) => {
      const made = manifestFor({ id: "a", path: "a.wasm" }, [requirement(line)]);
      expect(unmetRequirements([requirement(line)], made)).toEqual([]);
    },
  );
});

test.each([
  ["tcp localhost:6399", tcp("localhost:63*"), ["localhost:63*"]],
  ["tcp redis:{1,2}", tcp("other:*", "redis:1", "redis:2"), ["redis:1", "redis:2"]],
  ["tcp redis:1", tcp("**", "redis:1", "redis:*"), ["redis:1"]],
  ["tcp redis:1", tcp("redis:*", "*:1"), ["redis:*"]],
  ["http api.example.com/v1", http("**"), ["**"]],
  ["http *://a.b/**", http("http://a.b/**", "https://a.b/**"), ["http://a.b/**", "https://a.b/**"]],
  [
    "ws wss://feed.example.com/x",
    ws("https://feed.example.com/**"),
    ["https://feed.example.com/**"],
  ],
  ["http https://a.b/x", http("**", "https://a.b/**"), ["https://a.b/**"]],
  ["shell git log", shell("ls", "**", "git **"), ["git **"]],
  ["fs /data/sub ro", fs("/other:ro", "/:ro", "/data:rw"), ["/data:rw"]],
])("%s is granted by lines that the manifest holds (%#)", (line, manifest, items) => {
  const decision = decideRequirement(requirement(line), manifest);
  expect(decision.lines).toEqual(items.map((item) => expect.objectContaining({ item })));
  expect(decision.allowed).toBe(true);
});

test("a requirement that tcp's empty list covers is granted by the section", () => {
  expect(decideRequirement(requirement("tcp redis:6379"), tcp())).toMatchObject({
    reason: "granted by permissions.tcp.enabled",
  });
});

test("every unmet line is listed, with what would satisfy it", () => {
  const lines = [
    "shell git **",
    "shell gofmt **",
    "fs /sys/class/drm/card* ro",
    "ws wss://feed.example.com/**",
    "tcp db.example.com:5432",
    "env API_KEY",
    "invoke other",
    "llm",
    "gpu cuda",
    "http ftp://x",
  ];
  const manifest = manifestOf({
    id: "tools",
    permissions: {
      shell: { enabled: true, allowlist: ["git **"] },
      fs: { enabled: true, dirs: ["/data:rw"] },
      tcp: { enabled: true },
    },
  });
  const check = () => demandRequirements(lines.map(requirement), manifest);
  expect(check).toThrow(RequirementError);
  expect(check).toThrow(`Cannot load skill "tools": its manifest leaves 9 requirements unmet
  shell gofmt **: permissions.shell.allowlist doesn't cover it (git **). Hint: add "gofmt **" to permissions.shell.allowlist
  fs /sys/class/drm/card* ro: permissions.fs.dirs doesn't cover it (/data:rw). Hint: add "/sys/class/drm/card*:ro" to permissions.fs.dirs
  ws wss://feed.example.com/**: permissions.http is disabled. Hint: set permissions.http.enabled to true and set permissions.http.allow_websocket to true and add "wss://feed.example.com/**" to permissions.http.allowlist
  tcp db.example.com:5432: permissions.tcp.allowlist is empty, which reaches private addresses only. Hint: add "db.example.com:5432" to permissions.tcp.allowlist
  env API_KEY: env doesn't hold it. Hint: set env.API_KEY
  invoke other: invoke_policy.can_invoke doesn't hold it. Hint: add "other" to invoke_policy.can_invoke
  llm: permissions.llm is disabled. Hint: set permissions.llm.enabled to true
  gpu cuda: "gpu" is no kind of requirement that this host knows
  http ftp://x: Cannot read URL pattern "ftp://x": scheme "ftp" is none of http, https, ws, wss`);
});

test("a skill whose lines are all met loads, and so does one without any", () => {
  expect(() =>
    demandRequirements([requirement("llm")], permissions({ llm: { enabled: true } })),
  ).not.toThrow();
  expect(() => demandRequirements([], manifestOf({}))).not.toThrow();
});

test("a line is printed as its author wrote it", () => {
  expect(printRequirement({ kind: "fs", pattern: "/a b/**", mode: "rw" })).toBe("fs /a b/** rw");
  expect(printRequirement({ kind: "llm", pattern: "", mode: "" })).toBe("llm");
});
