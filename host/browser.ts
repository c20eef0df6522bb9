export { type BrowserWsOptions, wsChannel } from "./channels/browser/ws-channel.js";
export type { Channel, JsonObject } from "./channels/channel.js";
export { ChannelError, type ChannelErrorCode } from "./channels/channel-error.js";
export {
  type JsonChannel,
  type JsonFramesOptions,
  jsonFrames,
} from "./channels/json-frames.js";
export { memoryPair } from "./channels/memory-pair.js";
