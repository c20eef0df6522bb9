import { once } from "node:events";
import type { Socket } from "node:net";
import { connect, createServer } from "node:net";
import { PassThrough } from "node:stream";
import type { Channel } from "../../channels/channel.js";
import { memoryPair } from "../../channels/memory-pair.js";
import { startWebSocketServer } from "../../channels/start-web-socket-server.js";
import { stdioChannel } from "../../channels/stdio-channel.js";
import type { ChannelPair } from "../../channels/suite/suite-part.js";
import { tcpChannel } from "../../channels/tcp-channel.js";
import { wsChannel } from "../../channels/ws-channel.js";

/** What handlers of tests throw is asserted where it matters. */
export const quiet = { onError: () => {} };

export async function wsPair(
  connectTo: (url: string) => Promise<Channel<string | Uint8Array>> = (url) =>
    wsChannel(url, quiet),
): Promise<ChannelPair<string | Uint8Array>> {
  const { promise, resolve } = withResolvers<Channel<string | Uint8Array>>();
  const server = await startWebSocketServer({ path: "/", onChannel: resolve, ...quiet });
  const [near, far] = await Promise.all([connectTo(server.url), promise]);
  far.onClose(() => void server.close());
  return { near, far };
}

export function stdioPair(): ChannelPair<string> {
  const there = new PassThrough();
  const back = new PassThrough();
  return {
    near: stdioChannel({ input: back, output: there, ...quiet }),
    far: stdioChannel({ input: there, output: back, ...quiet }),
  };
}

export async function tcpSockets(): Promise<[Socket, Socket]> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const near = connect(port, "127.0.0.1");
  const [[far]] = await Promise.all([once(server, "connection"), once(near, "connect")]);
  server.close();
  return [near, far];
}

export async function tcpPair(): Promise<ChannelPair<Uint8Array>> {
  const [near, far] = await tcpSockets();
  return { near: tcpChannel(near, quiet), far: tcpChannel(far, quiet) };
}

export function createMemoryPair<T>(): ChannelPair<T> {
  const [near, far] = memoryPair<T>(quiet);
  return { near, far };
}

export function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
