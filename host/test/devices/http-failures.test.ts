import { ManualClock } from "@luminarys/sdk-as/engine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { failureOf } from "./failure-of.js";
import { hostCall } from "./host-call.js";
import { HttpWorld, textOf } from "./http-world.js";

let world: HttpWorld;
let rejections: unknown[];

const note = (reason: unknown) => rejections.push(reason);

beforeEach(() => {
  rejections = [];
  process.on("unhandledRejection", note);
  world = new HttpWorld();
});

afterEach(async () => {
  await world.close();
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", note);
  expect(rejections).toEqual([]);
});

/** The device isn't hurt: it answers as before. */
async function expectWell() {
  const server = await world.serve((_, response) => response.end("well"));
  expect(textOf(await world.get(`http://localhost:${server.port}/`))).toBe("well");
}

describe("a peer that", () => {
  test.each([
    ["says nothing", () => {}],
    ["stalls in the status line", (send: Send) => send("HTTP/1.1 20")],
    ["stalls in the headers", (send: Send) => send("HTTP/1.1 200 OK\r\nx-a: ")],
    [
      "stalls before the body",
      (send: Send) => send("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n"),
    ],
    ["stalls in the body", (send: Send) => send("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab")],
    [
      "stalls between chunks",
      (send: Send) => send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n"),
    ],
    ["never goes beyond 102", (send: Send) => send("HTTP/1.1 102 Processing\r\n\r\n")],
  ])("%s times out, and its connection is ended", async (_, play) => {
    let open = 0;
    const port = await world.serveRaw((socket) => {
      open++;
      socket.on("close", () => open--);
      socket.once("data", () => play((text) => void socket.write(text, "latin1")));
    });
    const url = `http://localhost:${port}/`;
    expect(await failureOf(world.get(url, { timeout_ms: 60 }))).toBe(
      `timeout: Cannot request "${url}": no answer within 60 ms`,
    );
    await expectWell();
    await expect.poll(() => open).toBe(0);
  });

  test("drips byte by byte gets no more time for it", async () => {
    const port = await world.serveRaw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n");
      const timer = setInterval(() => socket.write("a"), 5);
      socket.on("close", () => clearInterval(timer));
    });
    const url = `http://localhost:${port}/`;
    expect(await failureOf(world.get(url, { timeout_ms: 80 }))).toBe(
      `timeout: Cannot request "${url}": no answer within 80 ms`,
    );
  });

  test.each([
    ["isn't HTTP", "SSH-2.0-OpenSSH_9.2\r\n"],
    [
      "sends garbage for a chunk's length",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nab\r\n",
    ],
    ["says two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab"],
    ["says a length that is none", "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\nab"],
    ["sends a header without a name", "HTTP/1.1 200 OK\r\nx: a\r\nb\r\n\r\n"],
  ])("%s isn't understood", async (_, answer) => {
    const port = await world.serveRaw((socket) => {
      socket.once("data", () => socket.write(answer));
    });
    const url = `http://localhost:${port}/`;
    expect(await failureOf(world.get(url))).toBe(
      `unavailable: Cannot request "${url}": the answer isn't HTTP/1.1`,
    );
    await expectWell();
  });

  test("sends endless headers is left", async () => {
    const port = await world.serveRaw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      const more = () => {
        while (!socket.destroyed && socket.write("x: 0123456789012345\r\n"));
      };
      socket.on("drain", more);
      more();
    });
    const url = `http://localhost:${port}/`;
    expect(await failureOf(world.get(url))).toBe(
      `too_large: Cannot request "${url}": the answer's headers are larger than 16384 bytes`,
    );
    await expectWell();
  });

  test.each([
    ["before it answers", "", "the peer closed the connection without an answer"],
    [
      "within the headers",
      "HTTP/1.1 200 OK\r\nx: ",
      "the peer closed the connection without an answer",
    ],
    [
      "within the body",
      "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab",
      "the peer closed the connection within its answer",
    ],
    [
      "between chunks",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n",
      "the peer closed the connection within its answer",
    ],
  ])("hangs up %s", async (_, answer, reason) => {
    const port = await world.serveRaw((socket) => {
      socket.once("data", () => socket.end(answer));
    });
    const url = `http://localhost:${port}/`;
    expect(await failureOf(world.get(url))).toBe(`closed: Cannot request "${url}": ${reason}`);
    await expectWell();
  });

  test.each([
    ["before it answers", ""],
    ["within the body", "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab"],
  ])("resets the connection %s", async (_, answer) => {
    const port = await world.serveRaw((socket) => {
      socket.once("data", () => {
        socket.write(answer, () => setTimeout(() => socket.resetAndDestroy(), 20));
      });
    });
    const url = `http://localhost:${port}/`;
    expect(await failureOf(world.get(url))).toBe(
      `closed: Cannot request "${url}": the peer reset the connection`,
    );
    await expectWell();
  });

  test("ends an answer without length by hanging up has answered", async () => {
    const port = await world.serveRaw((socket) => {
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\n\r\nall of it"));
    });
    expect(textOf(await world.get(`http://localhost:${port}/`))).toBe("all of it");
  });

  test("isn't there refuses", async () => {
    const server = await world.serve();
    const url = `http://localhost:${server.port}/`;
    await server.close();
    expect(await failureOf(world.get(url))).toBe(
      `unavailable: Cannot request "${url}": connection refused`,
    );
    await expectWell();
  });

  test("closed a connection that was kept open is connected to anew", async () => {
    const server = await world.serve((_, response) => response.end("again"));
    const url = `http://localhost:${server.port}/`;
    await world.get(url);
    for (const socket of server.sockets) socket.destroy();
    await server.untilEmpty();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(textOf(await world.get(url))).toBe("again");
  });
});

type Send = (text: string) => void;

describe("time", () => {
  test("a look-up counts", async () => {
    await world.close();
    world = new HttpWorld({ resolve: () => new Promise(() => {}) });
    const url = "http://localhost:1/";
    expect(await failureOf(world.get(url, { timeout_ms: 30 }))).toBe(
      `timeout: Cannot request "${url}": no answer within 30 ms`,
    );
  });

  test("a TLS handshake counts", async () => {
    const port = await world.serveRaw(() => {});
    const url = `https://localhost:${port}/`;
    expect(await failureOf(world.get(url, { timeout_ms: 50 }))).toBe(
      `timeout: Cannot request "${url}": no answer within 50 ms`,
    );
  });

  test("all redirects share it", async () => {
    const server = await world.serve((_, response) => {
      setTimeout(() => response.writeHead(302, { location: "/" }).end(), 25);
    });
    const url = `http://localhost:${server.port}/`;
    expect(await failureOf(world.get(url, { timeout_ms: 100 }))).toBe(
      `timeout: Cannot request "${url}": no answer within 100 ms`,
    );
    expect(server.requests.length).toBeLessThan(6);
  });

  test("the call's deadline cuts it", async () => {
    await world.close();
    const clock = new ManualClock();
    world = new HttpWorld({ clock });
    const server = await world.serve(() => clock.advance(20));
    const url = `http://localhost:${server.port}/`;
    const call = { ...hostCall, deadlineNs: BigInt(clock.now() + 20) * 1_000_000n };
    expect(await failureOf(world.request({ url, timeout_ms: 5000 }, call))).toBe(
      `timeout: Cannot request "${url}": no answer within 20 ms`,
    );
  });

  test("nothing said is 30 seconds", async () => {
    await world.close();
    const clock = new ManualClock();
    world = new HttpWorld({ clock });
    const server = await world.serve(() => clock.advance(30_000));
    const url = `http://localhost:${server.port}/`;
    expect(await failureOf(world.get(url))).toBe(
      `timeout: Cannot request "${url}": no answer within 30000 ms`,
    );
  });
});
