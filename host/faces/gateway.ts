export type { BackoffOptions } from "./gateway/client/backoff.js";
export type { Chat, ChatEvent, ChatInput } from "./gateway/client/chat.js";
export { GatewayClientError } from "./gateway/client/client-error.js";
export type { ClientState, GatewayClientOptions } from "./gateway/client/gateway-client.js";
export { GatewayClient } from "./gateway/client/node-gateway-client.js";
export type { GatewayHost } from "./gateway/gateway.js";
export {
  GatewayFace,
  type GatewayFaceOptions,
  type GatewayPeer,
  gatewayChannelOptions,
} from "./gateway/gateway-face.js";
