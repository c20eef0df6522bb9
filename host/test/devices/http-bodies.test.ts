import { once } from "node:events";
import { brotliCompressSync, createGzip, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { failureOf } from "./failure-of.js";
import { HttpWorld, textOf } from "./http-world.js";

const MIB = 1024 * 1024;

let world: HttpWorld;

afterEach(() => world.close());

async function open(http: { max_response_bytes?: number } = {}) {
  world = new HttpWorld({ http });
  const bodies = new Map<string, { encoding?: string; body: Uint8Array }>();
  const server = await world.serve(({ url = "" }, response) => {
    const { encoding, body } = bodies.get(url) ?? { body: new Uint8Array() };
    if (encoding !== undefined) response.setHeader("content-encoding", encoding);
    response.setHeader("content-length", body.length);
    response.end(body);
  });
  const base = `http://localhost:${server.port}`;
  const put = (path: string, body: Uint8Array, encoding?: string) => {
    bodies.set(path, { body, ...(encoding !== undefined && { encoding }) });
    return `${base}${path}`;
  };
  return { server, put, base };
}

describe("the limit", () => {
  test.each([
    [10, 0, 10, false],
    [11, 0, 10, true],
    [11, 20, 10, true],
    [10, 5, 5, true],
    [5, 5, 5, false],
    [0, 5, 0, false],
  ])(
    "%i bytes, with %i asked for and 10 granted: %i come, cut %s",
    async (size, max_bytes, got, cut) => {
      const { put } = await open({ max_response_bytes: 10 });
      const url = put("/", Buffer.alloc(size, "a"));
      const { body, truncated } = await world.get(url, { max_bytes });
      expect([body.length, truncated]).toEqual([got, cut]);
    },
  );

  test("is 1 MiB unless the manifest says otherwise", async () => {
    const { put } = await open();
    const { body, truncated } = await world.get(put("/", Buffer.alloc(MIB + 1)));
    expect([body.length, truncated]).toEqual([MIB, true]);
  });

  test("ends a body without end, and its connection", async () => {
    await open();
    const server = await world.serve((_, response) => {
      const write = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65536)));
      };
      response.on("drain", write);
      write();
    });
    const url = `http://localhost:${server.port}/`;
    const { body, truncated } = await world.get(url, { max_bytes: 100_000 });
    expect([body.length, truncated]).toEqual([100_000, true]);
    await server.untilEmpty();
    expect(textOf(await world.get(url, { max_bytes: 1 }))).toBe("\0");
  });
});

const text = Buffer.from("hello ".repeat(1000));

describe("an encoded body", () => {
  test.each([
    ["gzip", gzipSync(text)],
    ["x-gzip", gzipSync(text)],
    ["GZIP", gzipSync(text)],
    ["deflate", deflateSync(text)],
    ["deflate", deflateRawSync(text)],
    ["br", brotliCompressSync(text)],
    ["gzip, br", brotliCompressSync(gzipSync(text))],
    ["identity, gzip", gzipSync(text)],
  ])("%s is decoded, and its headers don't speak of it any more", async (encoding, body) => {
    const { put } = await open();
    const answer = await world.get(put("/", body, encoding));
    expect(Buffer.compare(answer.body, text)).toBe(0);
    const names = answer.headers.map(({ name }) => name.toLowerCase());
    expect(names).not.toContain("content-encoding");
    expect(names).not.toContain("content-length");
  });

  test("of several gzip members gives all of them", async () => {
    const { put } = await open();
    const body = Buffer.concat([gzipSync("a"), gzipSync("b")]);
    expect(textOf(await world.get(put("/", body, "gzip")))).toBe("ab");
  });

  test("that is empty stays empty", async () => {
    const { put } = await open();
    const { body, truncated } = await world.get(put("/", new Uint8Array(), "gzip"));
    expect([body.length, truncated]).toEqual([0, false]);
  });

  test("in an unknown way stays as it is", async () => {
    const { put } = await open();
    const answer = await world.get(put("/", Buffer.from("raw"), "zstd"));
    expect(textOf(answer)).toBe("raw");
    expect(answer.headers).toContainEqual({ name: "content-encoding", value: "zstd" });
  });

  test.each(["gzip", "deflate", "br"])("that isn't %s is an error", async (encoding) => {
    const { put } = await open();
    const url = put("/", Buffer.from("\x78this is no encoded body at all"), encoding);
    expect(await failureOf(world.get(url))).toBe(
      `unavailable: Cannot request "${url}": the body isn't what its content-encoding says`,
    );
    expect(textOf(await world.get(put("/b", Buffer.from("well"))))).toBe("well");
  });

  test("that ends too early is an error", async () => {
    const { put } = await open();
    const url = put("/", gzipSync(text).subarray(0, 30), "gzip");
    expect(await failureOf(world.get(url))).toBe(
      `unavailable: Cannot request "${url}": the body isn't what its content-encoding says`,
    );
  });

  test("more than three times over is refused", async () => {
    const { put } = await open();
    const body = gzipSync(gzipSync(gzipSync(gzipSync(text))));
    const url = put("/", body, "gzip, gzip, gzip, gzip");
    expect(await failureOf(world.get(url))).toBe(
      `unavailable: Cannot request "${url}": the body is encoded 4 times`,
    );
  });

  test("counts decoded: the limit holds after decoding", async () => {
    const { put } = await open({ max_response_bytes: 100 });
    const { body, truncated } = await world.get(put("/", gzipSync(text), "gzip"));
    expect([Buffer.from(body).toString(), truncated]).toEqual([`${text.subarray(0, 100)}`, true]);
  });

  test("that is a bomb is left after the limit: little is read, decoded and held", async () => {
    await open();
    let sent = 0;
    const server = await world.serve((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      const bomb = createGzip();
      bomb.on("data", (chunk) => (sent += chunk.length));
      bomb.pipe(response).on("close", () => bomb.destroy());
      const fill = async () => {
        while (!bomb.destroyed) {
          if (!bomb.write(Buffer.alloc(MIB))) await once(bomb, "drain").catch(() => {});
        }
      };
      fill();
    });
    const before = process.memoryUsage().rss;
    const { body, truncated } = await world.get(`http://localhost:${server.port}/`);
    expect([body.length, truncated]).toEqual([MIB, true]);
    await server.untilEmpty();
    expect(sent).toBeLessThan(4 * MIB);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MIB);
  });

  test("within a bomb is a bomb too", async () => {
    const { put } = await open();
    const bomb = gzipSync(gzipSync(Buffer.alloc(50 * MIB)));
    const { body, truncated } = await world.get(put("/", bomb, "gzip, gzip"));
    expect([body.length, truncated]).toEqual([MIB, true]);
  });
});
