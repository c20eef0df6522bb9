import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startNginx } from "../peers/nginx.js";
import { hasServer, type Peer } from "../peers.js";
import { tlsFiles } from "../tls-files.js";
import { failureOf } from "./failure-of.js";
import { HttpWorld, textOf } from "./http-world.js";

const locations = `
  gzip on;
  gzip_types *;
  gzip_min_length 1;
  location /hello { return 200 "hello"; }
  location /zipped { default_type text/plain; return 200 "${"hello ".repeat(500)}"; }
  location /old { return 301 /hello; }
  location /cookie { add_header Set-Cookie "sid=1; Path=/"; return 200 "in"; }
  location /who { return 200 $http_cookie; }
  location /method { client_max_body_size 1k; return 200 "$request_method"; }
  location /gone { return 204; }
  location /hang-up { return 444; }
`;

describe.skipIf(!hasServer("nginx"))("nginx with TLS (needs nginx)", () => {
  let nginx: Peer;

  beforeAll(async () => {
    nginx = await startNginx(locations);
  });

  afterAll(() => nginx?.stop());

  async function open<T>(trusted: string[], run: (world: HttpWorld, base: string) => Promise<T>) {
    const world = new HttpWorld({ trusted });
    try {
      return await run(world, `https://localhost:${nginx.port}`);
    } finally {
      await world.close();
    }
  }

  const trusting = <T>(run: (world: HttpWorld, base: string) => Promise<T>) =>
    open([tlsFiles.authority], run);

  test("answers where its authority is trusted", async () => {
    const answer = await trusting((world, base) => world.get(`${base}/hello`));
    expect([answer.status, textOf(answer)]).toEqual([200, "hello"]);
    expect(answer.headers[0]).toEqual({ name: "Server", value: expect.stringMatching(/^nginx/) });
  });

  test("isn't talked to where it isn't", async () => {
    const failure = await open([], (world, base) => failureOf(world.get(`${base}/hello`)));
    expect(failure).toBe(
      `unavailable: Cannot request "https://localhost:${nginx.port}/hello": the TLS handshake ` +
        "failed (UNABLE_TO_VERIFY_LEAF_SIGNATURE)",
    );
  });

  test("sends gzip, which is decoded", async () => {
    const plain = "hello ".repeat(500);
    const answer = await trusting((world, base) => world.get(`${base}/zipped`));
    expect(textOf(answer)).toBe(plain);
    const raw = await trusting((world, base) => {
      const headers = [{ name: "accept-encoding", value: "identity" }];
      return world.request({ url: `${base}/zipped`, headers });
    });
    expect(textOf(raw)).toBe(plain);
    expect(() => gunzipSync(raw.body)).toThrow();
  });

  test("redirects, keeps a session and takes other methods", async () => {
    const seen = await trusting(async (world, base) => {
      await world.request({ url: `${base}/cookie`, use_jar: true });
      return [
        textOf(await world.get(`${base}/old`)),
        textOf(await world.request({ url: `${base}/who`, use_jar: true })),
        textOf(
          await world.request({ url: `${base}/method`, method: "PATCH", body: new Uint8Array(9) }),
        ),
        (await world.request({ url: `${base}/method`, method: "POST", body: new Uint8Array(2000) }))
          .status,
        (await world.get(`${base}/gone`)).status,
      ];
    });
    expect(seen).toEqual(["hello", "sid=1", "PATCH", 413, 204]);
  });

  test("hangs up without an answer", async () => {
    const failure = await trusting((world, base) => failureOf(world.get(`${base}/hang-up`)));
    expect(failure).toBe(
      `closed: Cannot request "https://localhost:${nginx.port}/hang-up": the peer closed the ` +
        "connection without an answer",
    );
  });
});
