import { trace } from "@opentelemetry/api";
import { WebSocket as PageWebSocket } from "undici";
import { describe, test } from "vitest";
import { wsChannel as pageChannel } from "../../channels/browser/ws-channel.js";
import type { Channel, JsonObject } from "../../channels/channel.js";
import { type JsonCarrier, jsonFrames } from "../../channels/json-frames.js";
import { limited } from "../../channels/limited.js";
import { channelSuite } from "../../channels/suite/channel-suite.js";
import type { ChannelPair } from "../../channels/suite/suite-part.js";
import { withTracing } from "../../channels/with-tracing.js";
import { createMemoryPair, quiet, stdioPair, tcpPair, wsPair } from "./pairs.js";

const tools = { describe, test };
const text = { frame: String, numberOf: Number };
const bytes = {
  frame: (number: number) => new TextEncoder().encode(String(number)),
  numberOf: (frame: Uint8Array) => Number(new TextDecoder().decode(frame)),
};
const objects = {
  frame: (n: number): JsonObject => ({ type: "count", n }),
  numberOf: ({ n }: JsonObject) => n as number,
};
const onWs = {
  frame: (number: number) => (number % 2 === 0 ? String(number) : bytes.frame(number)),
  numberOf: (frame: string | Uint8Array) =>
    Number(typeof frame === "string" ? frame : bytes.numberOf(frame)),
};

async function both<T, U>(
  pair: ChannelPair<T> | Promise<ChannelPair<T>>,
  wrap: (channel: Channel<T>) => Channel<U>,
): Promise<ChannelPair<U>> {
  const { near, far } = await pair;
  return { near: wrap(near), far: wrap(far) };
}

channelSuite({ ...tools, name: "ws", createPair: () => wsPair(), ...onWs, carriesReason: true });
channelSuite({ ...tools, name: "stdio", createPair: stdioPair, ...text, carriesReason: false });
channelSuite({ ...tools, name: "tcp", createPair: tcpPair, ...bytes, carriesReason: false });
channelSuite({
  ...tools,
  name: "memory",
  createPair: createMemoryPair<object>,
  frame: (number) => ({ number }),
  numberOf: (frame) => (frame as { number: number }).number,
  carriesReason: true,
});
channelSuite({
  ...tools,
  name: "page's ws",
  createPair: () => wsPair((url) => pageChannel(url, { WebSocket: PageWebSocket, ...quiet })),
  ...onWs,
  carriesReason: true,
});

const media = [
  { name: "ws", pair: wsPair as () => Promise<ChannelPair<unknown>>, carriesReason: true },
  { name: "stdio", pair: stdioPair as () => ChannelPair<unknown>, carriesReason: false },
  { name: "tcp", pair: tcpPair as () => Promise<ChannelPair<unknown>>, carriesReason: false },
  { name: "memory", pair: createMemoryPair<unknown>, carriesReason: true },
];
const tracer = trace.getTracer("contract");
const limits = { maxBytes: 1024, queue: 20_000, idleMs: 60_000 };

for (const { name, pair, carriesReason } of media) {
  const json = (channel: Channel<unknown>) => jsonFrames(channel as JsonCarrier);
  const suite = { ...tools, ...objects, carriesReason };
  channelSuite({
    ...suite,
    name: `jsonFrames over ${name}`,
    createPair: () => both(pair(), json),
  });
  channelSuite({
    ...suite,
    name: `jsonFrames over limited ${name}`,
    createPair: () => both(pair(), (channel) => json(limited(channel, limits))),
  });
  channelSuite({
    ...suite,
    name: `withTracing over jsonFrames over ${name}`,
    createPair: () => both(pair(), (channel) => withTracing(json(channel), { tracer })),
  });
}
