export {
  SocketFace,
  type SocketFaceOptions,
  type SocketHost,
  socketChannelOptions,
} from "./sockets/socket-face.js";
