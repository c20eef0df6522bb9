import { Socket } from "node:net";
import { networkInterfaces } from "node:os";
import type { ManifestInput } from "@luminarys/sdk-as/engine";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Resolver } from "../../devices/egress.js";
import { createHttpDevice } from "../../devices/http.js";
import { failureOf } from "./failure-of.js";
import { hostCall } from "./host-call.js";
import { HttpServer } from "./http-server.js";
import { createNetworkWorld, type NetworkWorldOptions } from "./network-world.js";

const servers: HttpServer[] = [];
const devices: { close(): void }[] = [];

afterEach(async () => {
  for (const device of devices.splice(0)) device.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
  vi.restoreAllMocks();
});

/** Says at which address it was reached. */
async function listen(address: string, port = 0): Promise<HttpServer> {
  const server = await HttpServer.listen((_, response) => response.end(address), { address, port });
  servers.push(server);
  return server;
}

function open(allowlist: readonly string[], options: NetworkWorldOptions = {}) {
  const permissions: ManifestInput["permissions"] = { http: { enabled: true, allowlist } };
  const device = createHttpDevice(createNetworkWorld({ permissions, ...options }).context);
  devices.push(device);
  return async (url: string) => {
    const { body } = await device.http_get({ url, timeout_ms: 5000, max_bytes: 0 }, hostCall);
    return Buffer.from(body).toString();
  };
}

/** Each look-up gives the next answer, and the last one again and again. */
function inTurn(...answers: readonly string[][]): Resolver & { asked: string[] } {
  const asked: string[] = [];
  const resolve = async (name: string) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(name);
    return answer;
  };
  return Object.assign(resolve, { asked });
}

const named = "http://api.example.com:*/**";

test("a name is looked up once for a request, and what it leads to then is connected to", async () => {
  const first = await listen("127.0.0.1");
  const second = await listen("127.0.0.2", first.port);
  const resolve = inTurn(["127.0.0.1"], ["127.0.0.2"]);
  const get = open([named, "http://127.0.0.1:*/**"], { resolve });
  expect(await get(`http://api.example.com:${first.port}/`)).toBe("127.0.0.1");
  expect([resolve.asked, second.sockets.length]).toEqual([["api.example.com"], 0]);
});

test("a name that leads elsewhere later is checked anew, though a connection is still open", async () => {
  const first = await listen("127.0.0.1");
  const second = await listen("127.0.0.2", first.port);
  const resolve = inTurn(["127.0.0.1"], ["127.0.0.2"], ["127.0.0.1"]);
  const get = open([named, "http://127.0.0.1:*/**"], { resolve });
  const url = `http://api.example.com:${first.port}/`;
  await get(url);
  expect(await failureOf(get(url))).toBe(
    `denied: Cannot request "${url}": "api.example.com" is at 127.0.0.2, a loopback address. ` +
      `Hint: add "http://127.0.0.2:${first.port}/**" to permissions.http.allowlist`,
  );
  expect(await get(url)).toBe("127.0.0.1");
  expect([first.sockets.length, second.sockets.length]).toEqual([1, 0]);
});

test("an open connection isn't used for another address of the same name", async () => {
  const first = await listen("127.0.0.1");
  const second = await listen("127.0.0.2", first.port);
  const resolve = inTurn(["127.0.0.1"], ["127.0.0.2"]);
  const get = open([named, "http://127.0.0.0/8:*/**"], { resolve });
  const url = `http://api.example.com:${first.port}/`;
  expect([await get(url), await get(url)]).toEqual(["127.0.0.1", "127.0.0.2"]);
  expect([first.sockets.length, second.sockets.length]).toEqual([1, 1]);
});

test("of several addresses only the allowed are connected to, even when they refuse", async () => {
  const forbidden = await listen("127.0.0.2");
  const { port } = forbidden;
  const resolve = inTurn(["127.0.0.2", "127.0.0.3", "169.254.169.254", "127.0.0.1"]);
  const get = open([named, "http://127.0.0.1:*/**"], { resolve });
  const url = `http://api.example.com:${port}/`;
  expect(await failureOf(get(url))).toBe(
    `unavailable: Cannot request "${url}": connection refused`,
  );
  const allowed = await listen("127.0.0.1", port);
  expect(await get(url)).toBe("127.0.0.1");
  expect([forbidden.sockets.length, allowed.sockets.length]).toEqual([0, 1]);
});

test("the next of several allowed addresses is tried when one refuses", async () => {
  const server = await listen("127.0.0.2");
  const get = open([named, "http://127.0.0.0/8:*/**"], {
    resolve: inTurn(["127.0.0.1", "127.0.0.2"]),
  });
  expect(await get(`http://api.example.com:${server.port}/`)).toBe("127.0.0.2");
});

describe("odd spellings of an address", () => {
  const spellings = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0.0.1",
    "0x7F.1",
    "0177.0.0.1",
    "017700000001",
    "0177.0x0.0.1",
    "127.0.0.1.",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:7f00:0001]",
    "127。0。0。1",
    "①②⑦.0.0.1",
    "%31%32%37.0.0.1",
  ];

  test.each(spellings)(
    "%s is 127.0.0.1: refused and not connected to without a grant",
    async (host) => {
      const server = await listen("127.0.0.1");
      const get = open(["http://*:*/**", "http://[::ffff:*]:*/**", "**"]);
      const url = `http://${host}:${server.port}/`;
      expect(await failureOf(get(url))).toBe(
        `denied: Cannot request "${url}": it is at 127.0.0.1, a loopback address. ` +
          `Hint: add "http://127.0.0.1:${server.port}/**" to permissions.http.allowlist`,
      );
      expect(server.sockets.length).toBe(0);
    },
  );

  test.each(spellings)("%s is reached where 127.0.0.1 is granted", async (host) => {
    const server = await listen("127.0.0.1");
    const get = open(["http://127.0.0.1:*/**"]);
    expect(await get(`http://${host}:${server.port}/`)).toBe("127.0.0.1");
  });

  test.each(spellings)("%s doesn't hide a port of the host's own", async (host) => {
    const server = await listen("127.0.0.1");
    const get = open(["http://127.0.0.1:*/**"], { ownPorts: [server.port] });
    const url = `http://${host}:${server.port}/`;
    expect(await failureOf(get(url))).toBe(
      `denied: Cannot request "${url}": it is at 127.0.0.1, port ${server.port}, where this host ` +
        "listens itself",
    );
    expect(server.sockets.length).toBe(0);
  });

  test.each([
    ["[::1%25lo]", "it is no URL"],
    ["[fe80::1%25eth0]", "it is no URL"],
    ["[::1%lo]", "it is no URL"],
    ["127.0.0.256", "it is no URL"],
    ["0x100000000", "it is no URL"],
  ])("%s is no host at all", async (host, reason) => {
    const get = open(["**"], { resolve: inTurn(["127.0.0.1"]) });
    const url = `http://${host}/`;
    expect(await failureOf(get(url))).toBe(`invalid: Cannot request "${url}": ${reason}`);
  });
});

describe("what is never reached", () => {
  const granted = { http: { enabled: true, allowlist: ["**"], allow_private: true } };

  test.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://0xa9fea9fe/",
    "http://2852039166/",
    "http://[::ffff:169.254.169.254]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[fd00:ec2::254]/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://169.254.1.1/",
    "http://[fe80::1]/",
    "http://0.0.0.0/",
    "http://0/",
    "http://[::]/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://metadata.google.internal/",
    "http://METADATA.google.internal./",
    "http://metadata/",
    "http://anything.example.com/",
  ])("%s, whatever is granted: no socket is opened", async (url) => {
    const connecting = vi.spyOn(Socket.prototype, "connect");
    const get = open([], { permissions: granted, resolve: inTurn(["169.254.169.254"]) });
    expect(await failureOf(get(url))).toMatch(/^denied: Cannot request /);
    expect(connecting).not.toHaveBeenCalled();
  });

  test("the host's own port, at every address of this machine and by any name", async () => {
    const own = await HttpServer.listen(undefined, { address: "0.0.0.0" });
    servers.push(own);
    const addresses = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ family }) => family === "IPv4")
      .map(({ address }) => address);
    const hosts = [...addresses, "127.0.0.9", "localhost", "app.test"];
    const options = { permissions: granted, ownPorts: [own.port] };
    const resolve: Resolver = async () => [addresses.at(-1) ?? ""];
    for (const host of hosts) {
      const get = open([], { ...options, ...(host === "app.test" && { resolve }) });
      const failure = await failureOf(get(`http://${host}:${own.port}/`));
      expect(failure).toMatch(/, where this host listens itself$/);
    }
    expect(own.sockets.length).toBe(0);
  });
});

describe("a redirect", () => {
  async function redirectTo(location: string, options: NetworkWorldOptions = {}) {
    const server = await HttpServer.listen((_, response) => {
      response.writeHead(302, { location }).end();
    });
    servers.push(server);
    const get = open([`http://127.0.0.1:${server.port}/**`, "http://*.example.com:*/**"], options);
    return failureOf(get(`http://127.0.0.1:${server.port}/`));
  }

  test("to a server that isn't granted isn't followed, and nothing is connected to", async () => {
    const other = await listen("127.0.0.2");
    const location = `http://127.0.0.2:${other.port}/`;
    expect(await redirectTo(location)).toMatch(
      new RegExp(`^denied: Cannot request "${location}": no pattern of permissions.http.allowlist`),
    );
    expect(other.sockets.length).toBe(0);
  });

  test("to a name that leads inwards isn't followed", async () => {
    const other = await listen("127.0.0.2");
    const url = `http://api.example.com:${other.port}/`;
    expect(await redirectTo(url, { resolve: inTurn(["127.0.0.2"]) })).toBe(
      `denied: Cannot request "${url}": "api.example.com" is at 127.0.0.2, a loopback address. ` +
        `Hint: add "http://127.0.0.2:${other.port}/**" to permissions.http.allowlist`,
    );
    expect(other.sockets.length).toBe(0);
  });

  test.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:169.254.169.254]/",
    "//169.254.169.254/",
    "http://metadata.google.internal/",
  ])("to %s isn't followed", async (location) => {
    expect(await redirectTo(location)).toMatch(/^denied: Cannot request "http:/);
  });

  test.each([
    ["file:///etc/passwd", "its scheme is none of http, https, ws, wss"],
    ["javascript:alert(1)", "its scheme is none of http, https, ws, wss"],
    ["ws://api.example.com/", "its scheme is ws, expected http or https"],
    ["http://user:secret@api.example.com/", "it holds a user name, which belongs into a header"],
  ])("to %s isn't followed: %s", async (location, reason) => {
    expect(await redirectTo(location)).toBe(`invalid: Cannot request "${location}": ${reason}`);
  });
});
