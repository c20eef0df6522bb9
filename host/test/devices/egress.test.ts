import {
  completeManifest,
  decideHttp,
  decideTcp,
  denialOf,
  HostError,
  type ManifestInput,
  type NetworkTarget,
} from "@luminarys/sdk-as/engine";
import { describe, expect, test } from "vitest";
import { openEgress, type Resolver } from "../../devices/egress.js";
import { failureOf } from "./failure-of.js";

type Kind = "public" | "private" | "loopback" | "never";

/** What names lead to in this file: every class of addresses, and what only looks like another. */
const addresses: readonly [address: string, kind: Kind][] = [
  ["203.0.113.7", "public"],
  ["2001:db8::7", "public"],
  ["10.1.2.3", "private"],
  ["172.31.255.255", "private"],
  ["192.168.0.1", "private"],
  ["100.64.0.1", "private"],
  ["fd00::7", "private"],
  ["127.0.0.1", "loopback"],
  ["127.8.9.1", "loopback"],
  ["::1", "loopback"],
  ["::ffff:127.0.0.1", "loopback"],
  ["::ffff:7f00:1", "loopback"],
  ["64:ff9b::7f00:1", "loopback"],
  ["2002:7f00:1::", "loopback"],
  ["169.254.7.7", "never"],
  ["fe80::7", "never"],
  ["169.254.169.254", "never"],
  ["::ffff:169.254.169.254", "never"],
  ["64:ff9b::a9fe:a9fe", "never"],
  ["fd00:ec2::254", "never"],
  ["100.100.100.200", "never"],
  ["168.63.129.16", "never"],
  ["0.0.0.0", "never"],
  ["::", "never"],
  ["224.0.0.1", "never"],
  ["ff02::1", "never"],
  ["255.255.255.255", "never"],
  ["fe80::7%eth0", "never"],
  ["fd00::7%1", "never"],
  ["nonsense", "never"],
];

interface Grant {
  /** Hosts of the allowlist's lines. */
  readonly hosts: readonly string[];
  readonly name: string;
  readonly allowPrivate?: boolean;
  /** Kinds of addresses, and single ones. */
  readonly reaches: readonly string[];
}

const everything: readonly Kind[] = ["public", "private", "loopback"];
const loopback4 = ["127.0.0.1", "127.8.9.1", "::ffff:127.0.0.1", "::ffff:7f00:1"];

const grants: readonly Grant[] = [
  { hosts: ["api.example.com"], name: "api.example.com", reaches: ["public"] },
  { hosts: ["*.example.com"], name: "api.example.com", reaches: ["public"] },
  { hosts: ["*"], name: "api.example.com", reaches: ["public"] },
  { hosts: ["*"], name: "redis", reaches: ["public"] },
  { hosts: ["*"], name: "db.internal", reaches: ["public"] },
  { hosts: ["redis"], name: "redis", reaches: everything },
  { hosts: ["localhost"], name: "localhost", reaches: everything },
  { hosts: ["*.localhost"], name: "app.localhost", reaches: everything },
  { hosts: ["printer.local"], name: "printer.local", reaches: everything },
  { hosts: ["*.internal"], name: "db.internal", reaches: everything },
  { hosts: ["*.lan"], name: "nas.lan", reaches: everything },
  { hosts: ["*.home.arpa"], name: "nas.home.arpa", reaches: everything },
  { hosts: ["*.test"], name: "app.test", reaches: everything },
  { hosts: ["api.example.com"], name: "api.example.com", allowPrivate: true, reaches: everything },
  { hosts: ["*"], name: "api.example.com", allowPrivate: true, reaches: everything },
  {
    hosts: ["api.example.com", "10.0.0.0/8"],
    name: "api.example.com",
    reaches: ["public", "10.1.2.3"],
  },
  {
    hosts: ["api.example.com", "127.0.0.1"],
    name: "api.example.com",
    reaches: ["public", "127.0.0.1", "::ffff:127.0.0.1", "::ffff:7f00:1"],
  },
  {
    hosts: ["api.example.com", "127.0.0.0/8"],
    name: "api.example.com",
    reaches: ["public", ...loopback4],
  },
  {
    hosts: ["api.example.com", "10.1.*.*"],
    name: "api.example.com",
    reaches: ["public", "10.1.2.3"],
  },
  {
    hosts: ["api.example.com", "0.0.0.0/0", "[::/0]"],
    name: "api.example.com",
    reaches: everything,
  },
  {
    hosts: ["api.example.com", "169.254.0.0/16", "169.254.169.254"],
    name: "api.example.com",
    allowPrivate: true,
    reaches: everything,
  },
];

const cells = grants.flatMap((grant) =>
  addresses.map(([address, kind]) => ({
    ...grant,
    address,
    outcome:
      grant.reaches.includes(kind) || grant.reaches.includes(address) ? "reached" : "refused",
  })),
);

/** Gives what a name leads to, once. */
function always(...found: string[]): Resolver {
  return async () => found;
}

function permissionsOf({ hosts, allowPrivate = false }: Grant) {
  const input: ManifestInput["permissions"] = {
    tcp: {
      enabled: true,
      allowlist: hosts.map((host) => `${host}:*`),
      allow_private: allowPrivate,
    },
    http: {
      enabled: true,
      allowlist: hosts.map((host) => `https://${host}:*/**`),
      allow_private: allowPrivate,
    },
  };
  return completeManifest({ id: "s", path: "s", permissions: input }).permissions;
}

/** `reached`, or `refused`; throws what is neither. */
async function outcomeOf(target: NetworkTarget, resolve: Resolver): Promise<string> {
  const egress = openEgress({ resolve, own: () => ({ ports: [] }) });
  const { signal } = new AbortController();
  try {
    const found = await egress.addressesOf({ target, action: "connect", signal });
    return found.length === 1 ? "reached" : `${found}`;
  } catch (error) {
    if (error instanceof HostError && /^(denied|invalid)$/.test(error.code)) return "refused";
    throw error;
  }
}

function allowedTarget(decision: ReturnType<typeof decideTcp>): NetworkTarget {
  if (!decision.allowed) throw new Error(decision.reason);
  return decision.target;
}

describe("a name leads where its grant reaches", () => {
  test.each(cells)(
    "$hosts, allow_private $allowPrivate: $name at $address is $outcome",
    async (cell) => {
      const { tcp, http } = permissionsOf(cell);
      const targets = [
        allowedTarget(decideTcp(tcp, `${cell.name}:443`)),
        allowedTarget(decideHttp(http, { url: `https://${cell.name}/` })),
      ];
      const outcomes = targets.map((target) => outcomeOf(target, always(cell.address)));
      expect(await Promise.all(outcomes)).toEqual([cell.outcome, cell.outcome]);
    },
  );
});

describe("tcp's empty allowlist", () => {
  const { tcp } = permissionsOf({ hosts: [], name: "", reaches: [] });

  test.each(addresses)("at %s, which is %s, reaches only the private", async (address, kind) => {
    const target = allowedTarget(decideTcp(tcp, "db.example.com:5432"));
    const wanted = kind === "private" ? "reached" : "refused";
    expect(await outcomeOf(target, always(address))).toBe(wanted);
  });
});

const target = allowedTarget(
  decideTcp(
    permissionsOf({ hosts: ["api.example.com"], name: "", reaches: [] }).tcp,
    "api.example.com:443",
  ),
);

function ask(
  resolve: Resolver,
  { signal = new AbortController().signal, own = [] as number[] } = {},
) {
  const egress = openEgress({ resolve, own: () => ({ ports: own }) });
  return egress.addressesOf({ target, action: 'connect to "api.example.com:443"', signal });
}

describe("the answer", () => {
  test("holds the allowed of several addresses, canonical and in their order", async () => {
    const found = ["10.0.0.1", "203.0.113.9", "169.254.169.254", "2001:DB8:0::1", "203.0.113.8"];
    expect(await ask(always(...found))).toEqual(["203.0.113.9", "2001:db8::1", "203.0.113.8"]);
  });

  test("a denial names the address and the line that would grant it", async () => {
    const answer = ask(always("10.0.0.1", "169.254.169.254"));
    expect(await failureOf(answer)).toBe(
      'denied: Cannot connect to "api.example.com:443": "api.example.com" is at 10.0.0.1, a private ' +
        'address. Hint: add "10.0.0.1:443" to permissions.tcp.allowlist',
    );
    const error = await answer.catch((each) => each);
    expect(denialOf(error)?.lines).toEqual([
      { list: "permissions.tcp.allowlist", item: "10.0.0.1:443" },
    ]);
  });

  test.each([
    [
      ["169.254.169.254"],
      'denied: Cannot connect to "api.example.com:443": "api.example.com" is at 169.254.169.254, a ' +
        "metadata address, which is never reachable",
    ],
    [
      ["fe80::1%eth0"],
      'denied: Cannot connect to "api.example.com:443": fe80::1%eth0 has a zone, which is never ' +
        "reachable",
    ],
    [[], 'unavailable: Cannot connect to "api.example.com:443": "api.example.com" has no address'],
  ])("%j is refused", async (found, message) => {
    expect(await failureOf(ask(always(...found)))).toBe(message);
  });

  test("the host's own ports aren't reached at any address of the machine", async () => {
    const local = permissionsOf({ hosts: ["app.test"], name: "", reaches: [], allowPrivate: true });
    const own = allowedTarget(decideTcp(local.tcp, "app.test:8080"));
    const at = (address: string) => {
      const egress = openEgress({
        resolve: always(address),
        own: () => ({ ports: [8080], addresses: ["10.0.0.5", "203.0.113.5"] }),
      });
      const { signal } = new AbortController();
      return egress.addressesOf({ target: own, action: "connect", signal });
    };
    const where = (address: string) =>
      `denied: Cannot connect: "app.test" is at ${address}, port 8080, where this host listens itself`;
    for (const address of ["127.0.0.1", "127.9.9.9", "::1", "10.0.0.5", "203.0.113.5"]) {
      expect(await failureOf(at(address))).toBe(where(address));
    }
    expect(await failureOf(at("::ffff:10.0.0.5"))).toBe(where("10.0.0.5"));
    expect(await at("10.0.0.6")).toEqual(["10.0.0.6"]);
  });
});

describe("resolving", () => {
  test("an address is never looked up", async () => {
    const { tcp } = permissionsOf({ hosts: ["127.0.0.1"], name: "", reaches: [] });
    const asked: string[] = [];
    const resolve: Resolver = async (name) => {
      asked.push(name);
      return [];
    };
    const egress = openEgress({ resolve, own: () => ({ ports: [] }) });
    const { signal } = new AbortController();
    const literal = allowedTarget(decideTcp(tcp, "0x7f.1:443"));
    const found = await egress.addressesOf({ target: literal, action: "connect", signal });
    expect([found, asked]).toEqual([["127.0.0.1"], []]);
  });

  test("a name is looked up once, without its trailing dot and in lower case", async () => {
    const { tcp } = permissionsOf({ hosts: ["api.example.com"], name: "", reaches: [] });
    const asked: string[] = [];
    const dotted = allowedTarget(decideTcp(tcp, "API.Example.com.:443"));
    await outcomeOf(dotted, async (name) => {
      asked.push(name);
      return ["203.0.113.7"];
    });
    expect(asked).toEqual(["api.example.com"]);
  });

  test("a look-up that never ends is left when the time is over", async () => {
    const abort = new AbortController();
    const answer = ask(() => new Promise(() => {}), { signal: abort.signal });
    abort.abort(new HostError("Cannot connect: no answer within 5 ms", { code: "timeout" }));
    expect(await failureOf(answer)).toBe("timeout: Cannot connect: no answer within 5 ms");
  });

  test("a name that nobody knows is told by the system's look-up", async () => {
    const { tcp } = permissionsOf({ hosts: ["no-such-name.invalid"], name: "", reaches: [] });
    const unknown = allowedTarget(decideTcp(tcp, "no-such-name.invalid:443"));
    const egress = openEgress({ own: () => ({ ports: [] }) });
    const { signal } = new AbortController();
    const answer = egress.addressesOf({ target: unknown, action: "connect", signal });
    expect(await failureOf(answer)).toMatch(
      /^(not_found: Cannot resolve "no-such-name.invalid": no such name|unavailable: Cannot resolve .*: the name server didn't answer \(EAI_AGAIN\))$/,
    );
  });

  test("localhost is known by the system's look-up", async () => {
    const { tcp } = permissionsOf({ hosts: ["localhost"], name: "", reaches: [] });
    const localhost = allowedTarget(decideTcp(tcp, "localhost:443"));
    const egress = openEgress({ own: () => ({ ports: [] }) });
    const { signal } = new AbortController();
    const found = await egress.addressesOf({ target: localhost, action: "connect", signal });
    expect(found).toContain("127.0.0.1");
  });
});
