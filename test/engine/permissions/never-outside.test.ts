import { posix } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAddress } from "../../../engine/cores/address.js";
import { completeManifest } from "../../../engine/manifest.js";
import { decideAddresses } from "../../../engine/permissions/address.js";
import { decideFs } from "../../../engine/permissions/fs.js";
import { decideHttp } from "../../../engine/permissions/http.js";
import { decideShell } from "../../../engine/permissions/shell.js";
import { decideTcp } from "../../../engine/permissions/tcp.js";

const { permissions } = completeManifest({
  id: "a",
  path: "a.wasm",
  permissions: {
    fs: { enabled: true, dirs: ["/data:rw", "/data/ro:ro", "/conf/*/x:ro"] },
    http: { enabled: true, allowlist: ["https://*.example.com/v1/**", "http://redis:8080/**"] },
    tcp: { enabled: true, allowlist: ["*.example.com:443", "10.1.0.0/16:80", "redis:6379"] },
    shell: { enabled: true, allowlist: ["git status **", "ls ?"], allowed_dirs: ["/data"] },
  },
});

const runs = { seed: 20_240_601, numRuns: 4000 };
const joined = (pieces: readonly string[], maxLength: number) =>
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3, unit: "binary" })), {
      maxLength,
    })
    .map((parts) => parts.join(""));

test("no spelling of a path leads out of the granted directories", () => {
  const pieces = [
    "/",
    "//",
    "/..",
    "/.",
    "..",
    ".",
    "data",
    "/data",
    "/data/ro",
    "/conf/a/x",
    "/etc",
    "\\",
    "\0",
    "%2e%2e",
    "\uff0e\uff0e",
    "\u2215",
    "~",
    "Data",
    " ",
    "*",
  ];
  const path = joined(pieces, 8).map((rest) => `/${rest}`);
  fc.assert(
    fc.property(fc.oneof(path, joined(pieces, 8)), fc.constantFrom("ro", "rw"), (asked, mode) => {
      const decision = decideFs(permissions.fs, { path: asked, mode });
      if (!decision.allowed) return true;
      // What the system would make of it, and of what the device is told.
      const places = [posix.normalize(asked).replace(/(.)\/$/, "$1"), decision.path];
      const granted =
        mode === "rw" ? /^\/data(?!\/ro($|\/))(\/|$)/ : /^\/(data|conf\/[^/]*\/x)(\/|$)/;
      return places.every((place) => granted.test(place)) && !asked.includes("\0");
    }),
    runs,
  );
});

test("a link out of the granted directories is never followed", () => {
  const somewhere = fc.array(fc.constantFrom("data", "etc", "conf", "x", "ro"), { maxLength: 4 });
  fc.assert(
    fc.property(somewhere, (names) => {
      const canonical = `/${names.join("/")}`;
      const decision = decideFs(permissions.fs, { path: "/data/link", canonical, mode: "rw" });
      return !decision.allowed || /^\/data(?!\/ro($|\/))(\/|$)/.test(canonical);
    }),
    runs,
  );
});

const urlPieces = [
  "http://",
  "https://",
  "HTTPS:",
  "//",
  "/",
  "\\",
  "@",
  ":",
  "?",
  "#",
  "%2f",
  "%2e",
  "%40",
  "..",
  "/v1",
  "/v1/",
  "/../",
  ";",
  ".",
  "a.example.com",
  ".example.com",
  "example.com",
  "evil.com",
  "redis",
  ":8080",
  ":443",
  ":80",
  "127.0.0.1",
  "[::1]",
  "0x7f.1",
  "2130706433",
  "\u3002",
  "\uff0f",
  "\t",
  "\n",
  " ",
  "user:pass@",
  "xn--",
  "\u0430",
];

test("no spelling of a URL reaches another host, port or path", () => {
  const url = fc.tuple(fc.constantFrom("https://", "http://", ""), joined(urlPieces, 8));
  fc.assert(
    fc.property(
      url.map((parts) => parts.join("")),
      (asked) => {
        const decision = decideHttp(permissions.http, { url: asked });
        if (!decision.allowed) return true;
        const hrefs = [new URL(asked), new URL(decision.url.href)];
        return hrefs.every(({ protocol, hostname, port, pathname, username }) => {
          const host = hostname.replace(/\.$/, "");
          const isApi = protocol === "https:" && /^[^/:]+\.example\.com$/.test(host) && port === "";
          const isRedis = protocol === "http:" && host === "redis" && port === "8080";
          return username === "" && ((isApi && pathname.startsWith("/v1/")) || isRedis);
        });
      },
    ),
    runs,
  );
});

test("a URL that ends in the granted host is only ever that host", () => {
  const before = joined([...urlPieces, "evil.com/", "evil.com#", "evil.com?", "evil.com\\"], 4);
  fc.assert(
    fc.property(before, (text) => {
      const decision = decideHttp(permissions.http, { url: `https://${text}.example.com/v1/` });
      return !decision.allowed || new URL(decision.url.href).hostname.endsWith(".example.com");
    }),
    runs,
  );
});

test("a name with any address is connected only where its pattern allows", () => {
  const addr = fc.constantFrom(
    "a.example.com:443",
    "redis:6379",
    "10.1.2.3:80",
    "b.example.com:443",
  );
  const address = fc.oneof(
    fc.ipV4(),
    fc.ipV4Extended(),
    fc.ipV6(),
    fc.constantFrom(
      "10.1.2.3",
      "127.0.0.1",
      "::1",
      "169.254.169.254",
      "192.168.0.1",
      "::ffff:10.0.0.1",
      "64:ff9b::7f00:1",
      "fe80::1",
      "0.0.0.0",
      "224.0.0.1",
    ),
  );
  fc.assert(
    fc.property(addr, address, (asked, at) => {
      const named = decideTcp(permissions.tcp, asked);
      if (!named.allowed) return false;
      const decision = decideAddresses(named.target, [at]);
      const kind = parseAddress(at)?.kind;
      if (!decision.allowed) return kind !== "public" || asked.startsWith("10.");
      if (kind === "public") return !asked.startsWith("10.");
      if (asked.startsWith("redis")) return kind === "private" || kind === "loopback";
      return asked.startsWith("10.") && /^10\.1\./.test(decision.addresses[0] ?? "");
    }),
    runs,
  );
});

test("no spelling of an address gets around the ports and hosts of the list", () => {
  const pieces = [
    "a.example.com",
    ".example.com",
    "evil.com",
    ":",
    ":443",
    ":80",
    "[",
    "]",
    "10.1.0.1",
    "10.2.0.1",
    "0x0a010001",
    "167837697",
    "::ffff:",
    "redis",
    ":6379",
    "@",
    "/",
    "%",
    "\0",
    " ",
    ".",
  ];
  fc.assert(
    fc.property(joined(pieces, 6), (asked) => {
      const decision = decideTcp(permissions.tcp, asked);
      if (!decision.allowed) return true;
      const { host, port } = decision.target;
      const place = `${host.text}:${port}`;
      return /^([a-z0-9_.-]+\.example\.com:443|10\.1\.\d+\.\d+:80|redis:6379)$/.test(place);
    }),
    runs,
  );
});

test("no spelling of a command runs another program", () => {
  const pieces = [
    "git",
    "status",
    " ",
    "  ",
    "\t",
    "\n",
    ";",
    "&&",
    "||",
    "|",
    ">",
    "<",
    "$(",
    ")",
    "`",
    "'",
    '"',
    "\\",
    "$HOME",
    "${",
    "ls",
    "rm",
    "-rf",
    "/",
    "git status",
    "ls a",
    "\uff1b",
    "\u00a0",
    "\0",
    "#",
  ];
  fc.assert(
    fc.property(joined(pieces, 9), (command) => {
      const decision = decideShell(permissions.shell, { command, workdir: "" });
      if (!decision.allowed) return true;
      const [program, first] = decision.argv;
      const isGit = program === "git" && (first === "status" || first?.startsWith("status "));
      return (
        (isGit || program === "ls") && !/[\n\0]/.test(command.replace(/'[^']*'|"[^"]*"/gs, ""))
      );
    }),
    runs,
  );
});

test("these properties do meet allowed requests", () => {
  const allowed = [
    decideFs(permissions.fs, { path: "/data/../data/./x", mode: "rw" }),
    decideHttp(permissions.http, { url: "HTTPS://A.example.com./v1/x" }),
    decideTcp(permissions.tcp, "0x0a010001:80"),
    decideShell(permissions.shell, { command: "'git'  status", workdir: "" }),
  ];
  expect(allowed.map((decision) => decision.allowed)).toEqual([true, true, true, true]);
});
