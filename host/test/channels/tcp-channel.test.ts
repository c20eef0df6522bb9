import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { type TcpChannelOptions, tcpChannel } from "../../channels/tcp-channel.js";
import { quiet, tcpPair, tcpSockets } from "./pairs.js";

const MAX = 16 * 1024 * 1024;

/** A channel whose other end tests write and read themselves. */
async function besideSocket(options: TcpChannelOptions = {}) {
  const [socket, ours] = await tcpSockets();
  socket.on("error", () => {});
  const channel = tcpChannel(ours, { ...quiet, ...options });
  const heard: Uint8Array[] = [];
  const closed = new Promise<string | undefined>((resolve) => channel.onClose(resolve));
  channel.onFrame((frame) => {
    heard.push(frame);
  });
  return { channel, socket, ours, heard, closed };
}

describe("frames", () => {
  test("follow their length, four bytes big-endian", async () => {
    const { channel, socket } = await besideSocket();
    const read = socket.toArray();
    await channel.send(Uint8Array.of(1, 2, 3));
    await channel.send(new Uint8Array(258));
    await channel.close();
    const wanted = [0, 0, 0, 3, 1, 2, 3, 0, 0, 1, 2, ...new Uint8Array(258)];
    expect([...Buffer.concat(await read)]).toEqual(wanted);
  });

  test("may come byte by byte, several at once, and be empty", async () => {
    const { socket, heard, closed } = await besideSocket();
    socket.setNoDelay(true);
    for (const byte of [0, 0, 0, 2, 7, 8]) {
      await new Promise((resolve) => socket.write(Uint8Array.of(byte), resolve));
    }
    socket.end(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1, 9, 0, 0, 0, 1, 10));
    await closed;
    expect(heard).toEqual([[7, 8], [], [9], [10]].map((bytes) => Uint8Array.from(bytes)));
  });

  test("of 16 MiB pass; one more byte is refused before it is sent", async () => {
    const { near, far } = await tcpPair();
    const heard = new Promise<Uint8Array>((resolve) => far.onFrame(resolve));
    const message = `Cannot send a frame: it has ${MAX + 1} bytes, more than ${MAX}`;
    const refused = near.send(new Uint8Array(MAX + 1));
    await expect(refused).rejects.toMatchObject({ code: "too_large", message });
    const frame = new Uint8Array(MAX).fill(7);
    await near.send(frame);
    expect(Buffer.compare(await heard, frame)).toBe(0);
    await near.close();
  });

  test("that aren't bytes are refused before they are sent", async () => {
    const { near, far } = await tcpPair();
    const message = "Cannot send a frame: expected bytes";
    const wrong = "text" as unknown as Uint8Array;
    await expect(near.send(wrong)).rejects.toMatchObject({ code: "invalid", message });
    const heard = new Promise((resolve) => far.onFrame(resolve));
    await near.send(Uint8Array.of(1));
    expect(await heard).toEqual(Uint8Array.of(1));
    await near.close();
  });
});

describe("hostile peers", () => {
  test("that announce more than is allowed are closed before it comes", async () => {
    const { socket, heard, closed } = await besideSocket();
    socket.write(Uint8Array.of(0, 0, 0, 1, 5, 1, 0, 0, 1));
    expect(await closed).toBe(`Cannot read a frame: it has ${MAX + 1} bytes, more than ${MAX}`);
    expect(heard).toEqual([Uint8Array.of(5)]);
    socket.destroy();
  });

  test("that leave inside of a frame are told from those that close", async () => {
    const { socket, heard, closed } = await besideSocket();
    socket.end(Uint8Array.of(0, 0, 0, 9, 1));
    expect(await closed).toBe("it ended inside of a frame");
    expect(heard).toEqual([]);
  });

  test("that reset the connection are told from those that close", async () => {
    const { socket, closed } = await besideSocket();
    socket.resetAndDestroy();
    expect(await closed).toBe("the connection was lost (ECONNRESET)");
  });

  test("that don't close are left, and nothing stays open", async () => {
    const { channel, socket, ours } = await besideSocket();
    socket.allowHalfOpen = true;
    const gone = once(ours, "close");
    await channel.close();
    await gone;
    expect(ours.destroyed).toBe(true);
    socket.destroy();
  });

  test("that don't read hold up what is sent, and get all when they do", async () => {
    const { channel, socket } = await besideSocket();
    let taken = 0;
    const sends = Array.from({ length: 300 }, async () => {
      await channel.send(new Uint8Array(100_000));
      taken++;
    });
    await Promise.race(sends);
    expect(taken).toBeLessThan(300);
    const read = socket.toArray();
    await Promise.all(sends);
    await channel.close();
    expect(Buffer.concat(await read)).toHaveLength(300 * 100_004);
  });
});
