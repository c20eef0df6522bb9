import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { PassThrough } from "node:stream";
import { expect, it, onTestFinished } from "vitest";
import type { JsonObject } from "../../../channels/channel.js";
import { type JsonCarrier, jsonFrames } from "../../../channels/json-frames.js";
import { memoryPair } from "../../../channels/memory-pair.js";
import { stdioChannel } from "../../../channels/stdio-channel.js";
import { tcpChannel } from "../../../channels/tcp-channel.js";
import { FramePeer } from "./frame-peer.js";
import { openWorld, secretOf } from "./gateway-world.js";

type Ends = [near: JsonCarrier, far: JsonCarrier];

async function tcpEnds(): Promise<Ends> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const [accepted] = (await once(server, "connection")) as [Socket];
  return [tcpChannel(socket), tcpChannel(accepted)];
}

async function stdioEnds(): Promise<Ends> {
  const [there, back] = [new PassThrough(), new PassThrough()];
  const near = stdioChannel({ input: back, output: there });
  return [near, stdioChannel({ input: there, output: back })];
}

it.each([
  ["in memory", async (): Promise<Ends> => memoryPair<JsonObject>()],
  ["over TCP", tcpEnds],
  ["over standard streams", stdioEnds],
])("chats are held over any channel of JSON frames: %s", async (_medium, open) => {
  const { face } = openWorld();
  const [near, far] = await open();
  face.acceptText(far);
  const peer = new FramePeer(jsonFrames(near));
  onTestFinished(() => peer.close());
  await peer.demand("connect", { token: secretOf("team"), user_id: "ann" });
  const sent = await peer.demand("chat.send", { agentId: "main", message: "Hi" });
  expect(sent).toMatchObject({ content: "Hello!" });
  expect(peer.events.map(({ event }) => event)).toEqual(["agent", "chat", "chat", "agent"]);
});
