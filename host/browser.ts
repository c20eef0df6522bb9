export { type BrowserWsOptions, wsChannel } from "./channels/browser/ws-channel.js";
export type { Channel, JsonObject } from "./channels/channel.js";
export { ChannelError, type ChannelErrorCode } from "./channels/channel-error.js";
export {
  type JsonChannel,
  type JsonFramesOptions,
  jsonFrames,
} from "./channels/json-frames.js";
export { memoryPair } from "./channels/memory-pair.js";
export type { BackoffOptions } from "./faces/gateway/client/backoff.js";
export type { Chat, ChatEvent, ChatInput } from "./faces/gateway/client/chat.js";
export { GatewayClientError } from "./faces/gateway/client/client-error.js";
export {
  type ClientState,
  GatewayClient,
  type GatewayClientOptions,
} from "./faces/gateway/client/gateway-client.js";
export type * from "./faces/gateway/protocol.js";
