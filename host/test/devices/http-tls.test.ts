import { afterEach, describe, expect, test } from "vitest";
import { tlsFiles } from "../tls-files.js";
import { failureOf } from "./failure-of.js";
import { HttpWorld, type HttpWorldOptions, textOf } from "./http-world.js";

let world: HttpWorld;

afterEach(() => world.close());

const { authority, certificate, expired, key, selfSigned } = tlsFiles;

const anywhere: HttpWorldOptions = {
  http: { allowlist: ["https://*:*/**", "https://127.0.0.1:*/**"], allow_private: true },
  resolve: async () => ["127.0.0.1"],
  trusted: [authority],
};

async function serve(cert: string, options: HttpWorldOptions = anywhere) {
  world = new HttpWorld(options);
  const names: unknown[] = [];
  const server = await world.serve((_, response) => response.end("secret"), {
    tls: {
      cert,
      key,
      SNICallback: (name, done) => {
        names.push(name);
        done(null);
      },
    },
  });
  return { server, names, urlOf: (host: string) => `https://${host}:${server.port}/` };
}

describe("a certificate from a trusted authority", () => {
  test.each(["secure.test", "localhost", "127.0.0.1"])("for %s is taken", async (host) => {
    const { urlOf } = await serve(certificate);
    expect(textOf(await world.get(urlOf(host)))).toBe("secret");
  });

  test("is asked for by the URL's name, never by an address", async () => {
    const { urlOf, names } = await serve(certificate);
    await world.get(urlOf("secure.test"));
    await world.get(urlOf("127.0.0.1"));
    expect(names).toEqual(["secure.test"]);
  });

  test("serves several requests over one handshake", async () => {
    const { urlOf, server } = await serve(certificate);
    for (let i = 0; i < 3; i++) await world.get(urlOf("localhost"));
    expect([server.sockets.length, server.requests.length]).toEqual([1, 3]);
  });
});

describe("refused, and no request is sent:", () => {
  test.each([
    ["a self-made certificate", selfSigned, "localhost", "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["one that is over", expired, "localhost", "CERT_HAS_EXPIRED"],
    ["one for other names", certificate, "other.test", "ERR_TLS_CERT_ALTNAME_INVALID"],
    ["one for other addresses", certificate, "127.0.0.2", "ERR_TLS_CERT_ALTNAME_INVALID"],
  ])("%s", async (_, cert, host, code) => {
    const { urlOf, server } = await serve(cert, {
      ...anywhere,
      http: { allowlist: ["https://*:*/**", "https://127.0.0.0/8:*/**"], allow_private: true },
    });
    const other = await world.serve((_, response) => response.end("secret"), {
      address: "127.0.0.2",
      port: server.port,
      tls: { cert, key },
    });
    const url = urlOf(host);
    expect(await failureOf(world.get(url))).toBe(
      `unavailable: Cannot request "${url}": the TLS handshake failed (${code})`,
    );
    expect([...server.requests, ...other.requests]).toEqual([]);
    await server.untilEmpty();
  });

  test("one from an authority that nobody named", async () => {
    const { urlOf } = await serve(certificate, { ...anywhere, trusted: [] });
    const url = urlOf("localhost");
    expect(await failureOf(world.get(url))).toBe(
      `unavailable: Cannot request "${url}": the TLS handshake failed (UNABLE_TO_VERIFY_LEAF_SIGNATURE)`,
    );
  });

  test("a server that speaks no TLS", async () => {
    world = new HttpWorld(anywhere);
    const server = await world.serve();
    const url = `https://localhost:${server.port}/`;
    expect(await failureOf(world.get(url))).toBe(
      `unavailable: Cannot request "${url}": the TLS handshake failed (ERR_SSL_WRONG_VERSION_NUMBER)`,
    );
  });

  test("a server that hangs up within the handshake", async () => {
    world = new HttpWorld(anywhere);
    const port = await world.serveRaw((socket) => socket.once("data", () => socket.end()));
    const url = `https://localhost:${port}/`;
    expect(await failureOf(world.get(url))).toBe(
      `closed: Cannot request "${url}": the peer reset the connection`,
    );
  });

  test("old versions of TLS", async () => {
    world = new HttpWorld(anywhere);
    const { port } = await world.serve(undefined, {
      tls: { cert: certificate, key, maxVersion: "TLSv1.1", minVersion: "TLSv1" },
    });
    const failure = await failureOf(world.get(`https://localhost:${port}/`));
    expect(failure).toMatch(/^unavailable: Cannot request .*: the TLS handshake failed \(ERR_SSL_/);
  });
});

test("a redirect from https to http isn't followed without a grant for it", async () => {
  world = new HttpWorld({ ...anywhere, http: { allowlist: ["https://localhost:*/**"] } });
  const plain = await world.serve();
  const location = `http://localhost:${plain.port}/`;
  const { port } = await world.serve((_, response) => response.writeHead(302, { location }).end(), {
    tls: { cert: certificate, key },
  });
  expect(await failureOf(world.get(`https://localhost:${port}/`))).toBe(
    `denied: Cannot request "${location}": no pattern of permissions.http.allowlist matches it ` +
      `(https://localhost:*/**). Hint: add "${location}**" to permissions.http.allowlist`,
  );
  expect(plain.sockets.length).toBe(0);
});
