export type { GatewayHost } from "./gateway/gateway.js";
export {
  GatewayFace,
  type GatewayFaceOptions,
  type GatewayPeer,
  gatewayChannelOptions,
} from "./gateway/gateway-face.js";
