import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import {
  startWebSocketServer,
  type WebSocketServerOptions,
} from "../../../channels/start-web-socket-server.js";
import { gatewayChannelOptions } from "../../../faces/gateway/gateway-face.js";
import type { ResponseFrame, ServerFrame } from "../../../faces/gateway/protocol.js";
import { openWorld, secretOf, type World, type WorldOptions } from "./gateway-world.js";

export interface ServedWorld extends World {
  readonly url: string;
}

/** The gateway of a world at a free port of this machine. */
export async function serveWorld(
  options: WorldOptions = {},
  server: Partial<Omit<WebSocketServerOptions, "onChannel">> = {},
): Promise<ServedWorld> {
  const world = openWorld(options);
  const { url, close } = await startWebSocketServer({
    ...gatewayChannelOptions,
    path: "/ws",
    ...server,
    onChannel: (channel, { socket }) =>
      world.face.acceptText(channel, { address: socket.remoteAddress ?? "" }),
  });
  onTestFinished(() => close());
  return { ...world, url };
}

/** A WebSocket of which a test does with what it wants. */
export class RawPeer {
  readonly webSocket: WebSocket;
  readonly frames: ServerFrame[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  private readonly waiting: { matches: (frame: ServerFrame) => boolean; done: () => void }[] = [];

  constructor(webSocket: WebSocket) {
    this.webSocket = webSocket;
    webSocket.on("message", (data) => this.take(JSON.parse(String(data))));
    webSocket.on("error", () => {});
    this.closed = new Promise((resolve) => {
      webSocket.on("close", (code, reason) => resolve({ code, reason: String(reason) }));
    });
  }

  get events() {
    return this.frames.filter((frame) => frame.type === "event");
  }

  /** Resolves once such a frame has come. */
  async until(matches: (frame: ServerFrame) => boolean): Promise<ServerFrame> {
    if (!this.frames.some(matches)) {
      await new Promise<void>((done) => this.waiting.push({ matches, done }));
    }
    return this.frames.find(matches) as ServerFrame;
  }

  /** The answer of what is sent as it is. */
  async ask(data: string | Uint8Array, id = ""): Promise<ResponseFrame> {
    const before = this.frames.length;
    this.webSocket.send(data);
    const answer = await this.until(
      (frame) => frame.type === "res" && frame.id === id && this.frames.indexOf(frame) >= before,
    );
    return answer as ResponseFrame;
  }

  request(method: string, params: object = {}, id = method): Promise<ResponseFrame> {
    return this.ask(JSON.stringify({ type: "req", id, method, params }), id);
  }

  private take(frame: ServerFrame): void {
    this.frames.push(frame);
    for (const each of this.waiting.filter(({ matches }) => matches(frame))) {
      this.waiting.splice(this.waiting.indexOf(each), 1);
      each.done();
    }
  }
}

/** A WebSocket that is open. */
export async function openPeer(
  url: string,
  options: ConstructorParameters<typeof WebSocket>[2] = {},
): Promise<RawPeer> {
  const webSocket = new WebSocket(url, options);
  onTestFinished(() => webSocket.terminate());
  const peer = new RawPeer(webSocket);
  await new Promise((resolve, reject) => webSocket.once("open", resolve).once("error", reject));
  return peer;
}

/** One of an operator. */
export async function joinPeer(url: string, userId = "ann"): Promise<RawPeer> {
  const peer = await openPeer(url);
  await peer.request("connect", { token: secretOf("team"), user_id: userId });
  return peer;
}
