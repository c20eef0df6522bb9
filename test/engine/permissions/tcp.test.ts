import { describe, expect, test } from "vitest";
import { completeManifest } from "../../../engine/manifest.js";
import { decideAddresses } from "../../../engine/permissions/address.js";
import { denialMessage } from "../../../engine/permissions/decision.js";
import type { NetworkTarget } from "../../../engine/permissions/network-target.js";
import { decideTcp } from "../../../engine/permissions/tcp.js";

const tcpOf = (allowlist: string[], more: object = {}) => {
  const tcp = { enabled: true, allowlist, ...more };
  return completeManifest({ id: "a", path: "a.wasm", permissions: { tcp } }).permissions.tcp;
};

const names: Record<string, [pattern: string, addr: string, allowed: boolean][]> = {
  "host and port are matched apart": [
    ["redis:6379", "redis:6379", true],
    ["redis:6379", "redis:6380", false],
    ["redis:6379", "xredis:6379", false],
    ["redis:6379", "redis.evil.com:6379", false],
    ["redis:*", "redis:1", true],
    ["*:5432", "db.example.com:5432", true],
    ["*:5432", "db.example.com:15432", false],
    ["*:5432", "8.8.8.8:5432", true],
    ["*.internal:*", "db.internal:80", true],
    ["*.internal:*", "a.b.internal:80", true],
    ["*.internal:*", "internal:80", false],
    ["*.internal:*", "db.internal.evil.com:80", false],
    ["*.internal:*", "dbinternal:80", false],
    ["**", "anything.example:1", true],
    ["db-[12].example.com:5432", "db-2.example.com:5432", true],
    ["db-[12].example.com:5432", "db-3.example.com:5432", false],
    ["{a,b}.example.com:80", "b.example.com:80", true],
    ["a.example.com:80*", "a.example.com:8080", true],
    ["a.example.com:{80,443}", "a.example.com:443", true],
    ["a.example.com:{80,443}", "a.example.com:8443", false],
  ],
  "a host has one spelling": [
    ["Redis.Example.com:6379", "redis.example.com:6379", true],
    ["redis.example.com:6379", "REDIS.EXAMPLE.COM:6379", true],
    ["redis.example.com:6379", "redis.example.com.:6379", true],
    ["redis.example.com.:6379", "redis.example.com:6379", true],
    ["redis.example.com:6379", "redis.example.com..:6379", false],
    ["m\u00fcller.de:80", "xn--mller-kva.de:80", true],
    ["xn--mller-kva.de:80", "m\u00fcller.de:80", true],
    ["redis.example.com:6379", "r\u0435dis.example.com:6379", false],
    ["redis.example.com:6379", "redis\uff0eexample\uff0ecom:6379", true],
    ["8.8.8.8:53", "0x08080808:53", true],
    ["8.8.8.8:53", "134744072:53", true],
    ["8.8.8.8:53", "010.8.8.8:53", true],
    ["8.8.8.8:53", "8.8.2056:53", true],
    ["8.8.8.8:53", "[::ffff:8.8.8.8]:53", true],
    ["8.8.8.8:53", "[::ffff:808:808]:53", true],
    ["0x8080808:53", "8.8.8.8:53", true],
    ["8.8.8.8:53", "8.8.8.9:53", false],
    ["8.8.8.8:53", "8.8.8.8.example.com:53", false],
    ["[2606:4700::1111]:53", "[2606:4700:0:0::1111]:53", true],
    ["[2606:4700::1111]:53", "[2606:4700::1112]:53", false],
  ],
  "patterns of addresses match addresses": [
    ["9.9.9.*:53", "9.9.9.9:53", true],
    ["9.9.9.*:53", "9.9.8.9:53", false],
    ["9.*:53", "9.1.2.3:53", true],
    ["9.9.0.0/16:*", "9.9.1.2:1", true],
    ["9.9.0.0/16:*", "9.8.1.2:1", false],
    ["[2606:4700::/32]:*", "[2606:4700:1::1]:443", true],
    ["[2606:4700::/32]:*", "[2606:4701::1]:443", false],
    ["9.9.0.0/16:53", "9.9.1.2:54", false],
  ],
  "what isn't host and port in one reading is refused": [
    ["**", "", false],
    ["**", "redis", false],
    ["**", "redis:", false],
    ["**", ":6379", false],
    ["**", "redis:0", false],
    ["**", "redis:65536", false],
    ["**", "redis:06379", false],
    ["**", "redis:+6379", false],
    ["**", "redis:6379 ", false],
    ["**", " redis:6379", false],
    ["**", "redis :6379", false],
    ["**", "redis:0x50", false],
    ["**", "redis:http", false],
    ["**", "redis:63\u00b2", false],
    ["**", "redis:\uff16379", false],
    ["**", "redis:6379:80", false],
    ["**", "::1:80", false],
    ["**", "[::1", false],
    ["**", "[::1]", false],
    ["**", "[redis]:80", false],
    ["**", "user@redis:6379", false],
    ["**", "redis/x:6379", false],
    ["**", "tcp://redis:6379", false],
    ["**", "redis#:6379", false],
    ["**", "redis?:6379", false],
    ["**", "red\\is:6379", false],
    ["**", "redis%2eevil:6379", false],
    ["**", "redis\0:6379", false],
    ["**", "redis\n:6379", false],
    ["**", "*:6379", false],
    ["**", "a..b:6379", false],
    ["**", `${"a".repeat(254)}:1`, false],
    ["**", "1.2.3.4.5:80", false],
    ["**", "256.0.0.1:80", false],
    ["**", "[fe80::1%25eth0]:80", false],
  ],
};

describe.each(Object.entries(names))("%s", (_, cases) => {
  test.each(cases)("%j with %j: %j", (pattern, addr, allowed) => {
    expect(decideTcp(tcpOf([pattern]), addr).allowed).toBe(allowed);
  });
});

const connects = (allowlist: string[], addr: string, { at, ...more }: { at: string }) => {
  const named = decideTcp(tcpOf(allowlist, more), addr);
  if (!named.allowed) return false;
  return decideAddresses(named.target, [at]).allowed;
};

const addresses: Record<string, [allowlist: string[], addr: string, at: string, ok: boolean][]> = {
  "a name may only lead to private addresses when it is a local one": [
    [["db.example.com:5432"], "db.example.com:5432", "93.184.215.14", true],
    [["db.example.com:5432"], "db.example.com:5432", "10.0.0.5", false],
    [["db.example.com:5432"], "db.example.com:5432", "127.0.0.1", false],
    [["db.example.com:5432"], "db.example.com:5432", "::1", false],
    [["db.example.com:5432"], "db.example.com:5432", "::ffff:10.0.0.5", false],
    [["db.example.com:5432"], "db.example.com:5432", "64:ff9b::a00:5", false],
    [["db.example.com:5432"], "db.example.com:5432", "2002:a00:5::", false],
    [["db.example.com:5432"], "db.example.com:5432", "fd00::5", false],
    [["db.example.com:5432"], "db.example.com:5432", "100.64.0.5", false],
    [["redis:6379"], "redis:6379", "10.0.0.5", true],
    [["redis:6379"], "redis:6379", "127.0.0.1", true],
    [["redis:6379"], "redis:6379", "93.184.215.14", true],
    [["localhost:80"], "localhost:80", "::1", true],
    [["*.localhost:80"], "a.localhost:80", "127.0.0.1", true],
    [["db.local:80"], "db.local:80", "192.168.1.2", true],
    [["*.internal:*"], "db.internal:80", "10.0.0.5", true],
    [["*.lan:*"], "db.lan:80", "10.0.0.5", true],
    [["*.home.arpa:*"], "db.home.arpa:80", "10.0.0.5", true],
    [["*.test:*"], "db.test:80", "10.0.0.5", true],
    [["*.arpa:*"], "db.home.arpa:80", "10.0.0.5", false],
    [["*:80"], "redis:80", "10.0.0.5", false],
    [["**"], "redis:80", "10.0.0.5", false],
    [["redis*:80"], "redis.evil.com:80", "10.0.0.5", false],
    [["redis?:80"], "redis1:80", "10.0.0.5", false],
    [["redis-[12]:80"], "redis-1:80", "10.0.0.5", true],
    [["redis[!1]:80"], "redis2:80", "10.0.0.5", false],
    [["{redis,db}:80"], "db:80", "10.0.0.5", true],
    [["{redis,db.evil.com}:80"], "redis:80", "10.0.0.5", false],
    [["*:80", "redis:80"], "redis:80", "10.0.0.5", true],
  ],
  "an address or range reaches what it names": [
    [["10.0.0.5:80"], "10.0.0.5:80", "10.0.0.5", true],
    [["10.0.0.0/8:80"], "10.9.9.9:80", "10.9.9.9", true],
    [["10.0.0.*:*"], "10.0.0.7:80", "10.0.0.7", true],
    [["127.0.0.1:80"], "127.0.0.1:80", "127.0.0.1", true],
    [["127.0.0.1:80"], "2130706433:80", "127.0.0.1", true],
    [["127.0.0.1:80"], "127.0.0.2:80", "127.0.0.2", false],
    [["[::1]:80"], "[::1]:80", "::1", true],
    [["[fd00::/8]:80"], "[fd12::1]:80", "fd12::1", true],
    [["10.0.0.0/8:80"], "db.example.com:80", "10.1.1.1", false],
    [["10.0.0.*:80"], "10.0.0.evil.com:80", "10.0.0.1", false],
    [["db.example.com:80", "10.0.0.0/8:80"], "db.example.com:80", "10.1.1.1", true],
    [["db.example.com:80", "10.0.0.0/8:80"], "db.example.com:80", "192.168.1.1", false],
    [["db.example.com:80", "10.0.0.0/8:81"], "db.example.com:80", "10.1.1.1", false],
    [["db.example.com:80", "10.0.0.*:*"], "db.example.com:80", "10.0.0.1", true],
    [["db.example.com:80", "10.0.0.*:*"], "db.example.com:80", "93.184.215.14", true],
    [["*:80"], "10.0.0.5:80", "10.0.0.5", false],
    [["*:80"], "0x0a000005:80", "10.0.0.5", false],
    [["*:80"], "[::ffff:10.0.0.5]:80", "10.0.0.5", false],
    [["*:80"], "localhost:80", "127.0.0.1", false],
  ],
  "an empty list reaches private addresses only": [
    [[], "redis:6379", "10.0.0.5", true],
    [[], "db.example.com:6379", "192.168.0.1", true],
    [[], "10.0.0.5:1", "10.0.0.5", true],
    [[], "[fd00::1]:1", "fd00::1", true],
    [[], "redis:6379", "93.184.215.14", false],
    [[], "8.8.8.8:53", "8.8.8.8", false],
    [[], "localhost:80", "127.0.0.1", false],
    [[], "127.0.0.1:80", "127.0.0.1", false],
    [[], "[::1]:80", "::1", false],
    [[], "redis:80", "::ffff:127.0.0.1", false],
  ],
  "some addresses are never reached": [
    [["169.254.169.254:80"], "169.254.169.254:80", "169.254.169.254", false],
    [["169.254.0.0/16:*"], "169.254.1.1:80", "169.254.1.1", false],
    [["[fe80::/10]:*"], "[fe80::1]:80", "fe80::1", false],
    [["redis:80"], "redis:80", "169.254.169.254", false],
    [["redis:80"], "redis:80", "::ffff:a9fe:a9fe", false],
    [["redis:80"], "redis:80", "fd00:ec2::254", false],
    [["redis:80"], "redis:80", "100.100.100.200", false],
    [["redis:80"], "redis:80", "0.0.0.0", false],
    [["redis:80"], "redis:80", "::", false],
    [["0.0.0.0:80"], "0.0.0.0:80", "0.0.0.0", false],
    [["**"], "0:80", "0.0.0.0", false],
    [["redis:80"], "redis:80", "224.0.0.1", false],
    [["redis:80"], "redis:80", "255.255.255.255", false],
    [["metadata:80", "**"], "metadata:80", "10.0.0.1", false],
    [["**"], "metadata.google.internal:80", "10.0.0.1", false],
    [["redis:80"], "redis:80", "not an address", false],
  ],
};

describe.each(Object.entries(addresses))("%s", (_, cases) => {
  test.each(cases)("%j, %s at %s: %j", (allowlist, addr, at, ok) => {
    expect(connects(allowlist, addr, { at })).toBe(ok);
  });
});

describe("allow_private lets any pattern reach private and loopback addresses", () => {
  test.each<[allowlist: string[], addr: string, at: string, ok: boolean]>([
    [["*:80"], "db.example.com:80", "10.0.0.5", true],
    [["*:80"], "db.example.com:80", "127.0.0.1", true],
    [["*:80"], "127.0.0.1:80", "127.0.0.1", true],
    [["*:80"], "127.0.0.1:81", "127.0.0.1", false],
    [["a.example:80"], "b.example:80", "10.0.0.5", false],
    [[], "localhost:80", "127.0.0.1", true],
    [[], "x.example:80", "93.184.215.14", false],
    [["**"], "x.example:80", "169.254.169.254", false],
    [["**"], "x.example:80", "fe80::1", false],
  ])("%j, %s at %s: %j", (allowlist, addr, at, ok) => {
    expect(connects(allowlist, addr, { at, allow_private: true } as never)).toBe(ok);
  });
});

const targetOf = (allowlist: string[], addr: string): NetworkTarget => {
  const decision = decideTcp(tcpOf(allowlist), addr);
  return (decision as { target: NetworkTarget }).target;
};

test("of several addresses only those that are allowed come back", () => {
  const target = targetOf(["db.example.com:1"], "db.example.com:1");
  const decision = decideAddresses(target, ["10.0.0.1", "93.184.215.14", "::1", "2606:4700::1"]);
  expect(decision).toMatchObject({ addresses: ["93.184.215.14", "2606:4700::1"] });
});

describe("what the host listens on itself is never reached", () => {
  const own = { ports: [8080], addresses: ["192.168.1.10", "fd00::10"] };
  test.each([
    ["localhost:8080", "127.0.0.1", false],
    ["localhost:8080", "::1", false],
    ["localhost:8080", "127.8.8.8", false],
    ["localhost:8080", "::ffff:127.0.0.1", false],
    ["localhost:8080", "192.168.1.10", false],
    ["localhost:8080", "fd00:0::10", false],
    ["localhost:8080", "192.168.1.11", true],
    ["localhost:8081", "127.0.0.1", true],
  ])("%s at %s: %j", (addr, at, ok) => {
    expect(decideAddresses(targetOf(["localhost:*"], addr), [at], { own }).allowed).toBe(ok);
  });
});

describe("a denial says why, and what would allow it", () => {
  const message = (allowlist: string[], addr: string, at: string[] = []) => {
    const named = decideTcp(tcpOf(allowlist), addr);
    const decision = named.allowed ? decideAddresses(named.target, at) : named;
    return denialMessage(decision as never, `connect to "${addr}"`);
  };
  test.each<[allowlist: string[], addr: string, at: string[], message: string]>([
    [
      ["redis:6379"],
      "db:5432",
      [],
      'Cannot connect to "db:5432": no pattern of permissions.tcp.allowlist matches it (redis:6379). Hint: add "db:5432" to permissions.tcp.allowlist',
    ],
    [
      ["*:5432"],
      "db.example.com:5432",
      ["10.0.0.5"],
      'Cannot connect to "db.example.com:5432": "db.example.com" is at 10.0.0.5, a private address. Hint: add "10.0.0.5:5432" to permissions.tcp.allowlist',
    ],
    [
      [],
      "db.example.com:5432",
      ["93.184.215.14"],
      'Cannot connect to "db.example.com:5432": "db.example.com" is at 93.184.215.14, which isn\'t a private address. Hint: add "db.example.com:5432" to permissions.tcp.allowlist',
    ],
    [
      [],
      "db.example.com:5432",
      ["127.0.0.1"],
      'Cannot connect to "db.example.com:5432": "db.example.com" is at 127.0.0.1, a loopback address. Hint: add "db.example.com:5432" to permissions.tcp.allowlist and add "127.0.0.1:5432" to permissions.tcp.allowlist',
    ],
    [
      [],
      "localhost:5432",
      ["127.0.0.1"],
      'Cannot connect to "localhost:5432": "localhost" is at 127.0.0.1, a loopback address. Hint: add "localhost:5432" to permissions.tcp.allowlist',
    ],
    [
      ["10.0.0.0/8:*"],
      "db.example.com:5432",
      [],
      'Cannot connect to "db.example.com:5432": no pattern of permissions.tcp.allowlist matches it (10.0.0.0/8:*). Hint: add "db.example.com:5432" to permissions.tcp.allowlist',
    ],
    [
      ["redis:80"],
      "redis:80",
      ["169.254.169.254"],
      'Cannot connect to "redis:80": "redis" is at 169.254.169.254, a metadata address, which is never reachable',
    ],
    [["redis:80"], "redis:80", [], 'Cannot connect to "redis:80": "redis" has no address'],
    [
      ["**"],
      "redis",
      [],
      'Cannot connect to "redis": expected "host:port", with an IPv6 address in brackets',
    ],
    [["**"], "redis:0", [], 'Cannot connect to "redis:0": "0" is no port from 1 to 65535'],
    [
      ["**"],
      "a_b c:1",
      [],
      'Cannot connect to "a_b c:1": "a_b c" is neither a host name nor an address',
    ],
  ])("%j, %s at %j", (allowlist, addr, at, expected) => {
    expect(message(allowlist, addr, at)).toBe(expected);
  });

  test("the host's own port", () => {
    const target = targetOf(["localhost:80"], "localhost:80");
    const decision = decideAddresses(target, ["::1"], { own: { ports: [80] } });
    expect(decision).toMatchObject({
      reason: '"localhost" is at ::1, port 80, where this host listens itself',
      lines: [],
    });
  });

  test.each([
    ["a list that lacks it", ["a:1"]],
    ["no list at all", []],
  ])("a disabled section with %s: no more than the asked address is proposed", (_, allowlist) => {
    const decision = decideTcp(tcpOf(allowlist, { enabled: false }), "b:1");
    expect(decision).toMatchObject({
      reason: "permissions.tcp is disabled",
      grant: 'set permissions.tcp.enabled to true and add "b:1" to permissions.tcp.allowlist',
    });
  });

  test("a disabled section whose list has it needs no line", () => {
    const decision = decideTcp(tcpOf(["b:1"], { enabled: false }), "b:1");
    expect(decision).toMatchObject({ grant: "set permissions.tcp.enabled to true" });
  });
});
