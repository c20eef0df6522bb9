import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { proxyFor } from "../../devices/http/proxy.js";
import { tlsFiles } from "../tls-files.js";
import { failureOf } from "./failure-of.js";
import { ForwardingProxy } from "./forwarding-proxy.js";
import { HttpWorld, type HttpWorldOptions, textOf } from "./http-world.js";

let proxy: ForwardingProxy;
let world: HttpWorld;

beforeEach(async () => {
  proxy = await new ForwardingProxy().listen();
});

afterEach(async () => {
  await world.close();
  await proxy.close();
});

function open(options: HttpWorldOptions = {}, environment: Record<string, string> = {}) {
  const url = `http://127.0.0.1:${proxy.port}`;
  world = new HttpWorld({
    trusted: [tlsFiles.authority],
    resolve: async () => ["127.0.0.1"],
    environment: { HTTP_PROXY: url, https_proxy: url, ...environment },
    ...options,
    http: {
      allowlist: ["http://*.example.com:*/**", "https://secure.test:*/**", "http://127.0.0.1:*/**"],
      proxy_from_env: true,
      ...options.http,
    },
  });
}

test("without the manifest's leave the environment's proxy isn't used", async () => {
  open({ http: { proxy_from_env: false, allow_private: true } });
  const { port } = await world.serve((_, response) => response.end("straight"));
  expect(textOf(await world.get(`http://app.example.com:${port}/`))).toBe("straight");
  expect(proxy.asked).toEqual([]);
});

test("a proxy gets requests for http whole, and resolves the name", async () => {
  const asked: string[] = [];
  open({
    resolve: async (name) => {
      asked.push(name);
      return [];
    },
  });
  const { port } = await world.serve(({ headers }, response) =>
    response.end(JSON.stringify(headers)),
  );
  const url = `http://app.example.com:${port}/a`;
  const headers = [
    { name: "x-a", value: "1" },
    { name: "x-a", value: "2" },
  ];
  const seen = JSON.parse(textOf(await world.request({ url, headers })));
  expect([seen.host, seen["x-a"]]).toEqual([`app.example.com:${port}`, "1, 2"]);
  expect([proxy.asked, asked]).toEqual([[`GET ${url}`], []]);
});

test("a proxy gets no more than the name of what is asked over https", async () => {
  open();
  const { port, requests } = await world.serve((_, response) => response.end("secret"), {
    tls: { cert: tlsFiles.certificate, key: tlsFiles.key },
  });
  const url = `https://secure.test:${port}/a?b=c`;
  expect([textOf(await world.get(url)), textOf(await world.get(url))]).toEqual([
    "secret",
    "secret",
  ]);
  expect(proxy.asked).toEqual([`CONNECT secure.test:${port}`]);
  expect(requests).toEqual(["GET /a?b=c", "GET /a?b=c"]);
});

test("a certificate is checked through the tunnel too", async () => {
  open();
  const { port, requests } = await world.serve(undefined, {
    tls: { cert: tlsFiles.selfSigned, key: tlsFiles.key },
  });
  const url = `https://secure.test:${port}/`;
  expect(await failureOf(world.get(url))).toBe(
    `unavailable: Cannot request "${url}": the TLS handshake failed (DEPTH_ZERO_SELF_SIGNED_CERT)`,
  );
  expect(requests).toEqual([]);
});

test("name and password of the proxy's URL go to the proxy alone", async () => {
  open({}, { HTTP_PROXY: `http://me:p%40ss@127.0.0.1:${proxy.port}` });
  const { port } = await world.serve(({ headers }, response) =>
    response.end(JSON.stringify(headers)),
  );
  const url = `http://app.example.com:${port}/`;
  const seen = JSON.parse(textOf(await world.get(url)));
  expect(seen["proxy-authorization"]).toBeUndefined();
  const secret = Buffer.from("me:p@ss").toString("base64");
  expect(proxy.asked).toEqual([`GET ${url} as Basic ${secret}`]);
});

test("what isn't granted, is a metadata service or an own port doesn't go to the proxy", async () => {
  open({ http: { allowlist: ["**"], allow_private: true }, ownPorts: [8080] });
  const denied = [
    "http://metadata.google.internal/",
    "http://169.254.169.254/",
    "http://0xa9fea9fe/",
    "http://127.0.0.1:8080/",
    "http://localhost:8080/",
    "http://[::ffff:127.0.0.1]:8080/",
  ];
  for (const url of denied) expect(await failureOf(world.get(url))).toMatch(/^denied: /);
  expect(proxy.asked).toEqual([]);
});

test("what is on this machine and what NO_PROXY names is reached straight", async () => {
  open({ http: { allow_private: true } }, { NO_PROXY: "other.org,.example.com" });
  const { port } = await world.serve((_, response) => response.end("straight"));
  const hosts = ["127.0.0.1", "app.example.com"];
  for (const host of hosts) {
    expect(textOf(await world.get(`http://${host}:${port}/`))).toBe("straight");
  }
  expect(proxy.asked).toEqual([]);
});

test("a proxy that refuses is told", async () => {
  open();
  proxy.refuses = true;
  const url = "https://secure.test/";
  expect(await failureOf(world.get(url))).toBe(
    `unavailable: Cannot request "${url}": the proxy answered with status 403`,
  );
});

test("a proxy that isn't there is told", async () => {
  open({}, { HTTP_PROXY: "http://127.0.0.1:1", https_proxy: "http://127.0.0.1:1" });
  for (const url of ["http://app.example.com/", "https://secure.test/"]) {
    expect(await failureOf(world.get(url))).toBe(
      `unavailable: Cannot request "${url}": connection refused`,
    );
  }
});

test.each(["http://app.example.com/", "https://secure.test/"])(
  "a proxy that stays silent times out, and %s leaves no connection",
  async (url) => {
    const silent = new HttpWorld();
    let closed = () => {};
    const isClosed = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const port = await silent.serveRaw((socket) => socket.resume().on("close", closed));
    const address = `http://127.0.0.1:${port}`;
    open({}, { HTTP_PROXY: address, https_proxy: address });
    expect(await failureOf(world.get(url, { timeout_ms: 50 }))).toBe(
      `timeout: Cannot request "${url}": no answer within 50 ms`,
    );
    await isClosed;
    await silent.close();
  },
);

test("closing the device ends connections through the proxy", async () => {
  open();
  const server = await world.serve(undefined, {
    tls: { cert: tlsFiles.certificate, key: tlsFiles.key },
  });
  await world.get(`https://secure.test:${server.port}/`);
  world.device.close();
  await server.untilEmpty();
  expect(await server.countOpen()).toBe(0);
});

test("an environment that names no proxy but nonsense is told", async () => {
  open({}, { HTTP_PROXY: "socks5://127.0.0.1:1" });
  expect(await failureOf(world.get("http://app.example.com/"))).toBe(
    'unavailable: Cannot request "http://app.example.com/": the environment\'s proxy is no http or ' +
      "https URL",
  );
});

describe("the environment", () => {
  const environment = {
    http_proxy: "proxy:3128",
    HTTPS_PROXY: "http://secure-proxy:8080",
    NO_PROXY: "one.org, .two.org *.three.org four.org:8443,[::2] 10.0.0.1",
  };

  beforeEach(() => {
    world = new HttpWorld();
  });

  test.each([
    ["http://a.org/", "http://proxy:3128/"],
    ["https://a.org/", "http://secure-proxy:8080/"],
    ["https://one.org/", undefined],
    ["https://sub.one.org/", undefined],
    ["https://notone.org/", "http://secure-proxy:8080/"],
    ["https://two.org/", undefined],
    ["https://sub.three.org/", undefined],
    ["https://four.org/", "http://secure-proxy:8080/"],
    ["https://four.org:8443/", undefined],
    ["http://[::2]/", undefined],
    ["http://10.0.0.1/", undefined],
    ["http://localhost/", undefined],
    ["http://app.localhost/", undefined],
    ["http://127.3.2.1/", undefined],
    ["http://[::1]/", undefined],
    ["http://[::ffff:127.0.0.1]/", undefined],
  ])("%s goes through %s", (url, wanted) => {
    expect(proxyFor(new URL(url), environment)?.href).toBe(wanted);
  });

  test("NO_PROXY=* is no proxy at all", () => {
    expect(proxyFor(new URL("http://a.org/"), { ...environment, NO_PROXY: "*" })).toBeUndefined();
  });
});
