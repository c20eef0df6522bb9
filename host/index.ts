export {
  type AgentAnswer,
  AgentError,
  type AgentErrorCode,
  type AgentErrorOptions,
  type AgentEvent,
  type AgentInfo,
  type AgentRun,
  type Agents,
  type TokenUsage,
} from "./agents/agents.js";
export type {
  ChatModel,
  ModelAnswer,
  ModelMessage,
  ModelRequest,
  ModelTool,
  ToolRequest,
} from "./agents/chat-model.js";
export { type AgentsOptions, createAgents, type HostAgents } from "./agents/create-agents.js";
export type { RecallLimits } from "./agents/recall.js";
export type { Attachment, Prompt } from "./attachment.js";
export {
  type AttachedUpgrade,
  type AttachUpgradeOptions,
  attachUpgrade,
} from "./channels/attach-upgrade.js";
export type { Channel, FrameKind, JsonObject } from "./channels/channel.js";
export { ChannelError, type ChannelErrorCode } from "./channels/channel-error.js";
export {
  type ChannelOptions,
  type CreateChannelOptions,
  createChannel,
  type Medium,
  type MediumEvents,
} from "./channels/create-channel.js";
export { type JsonChannel, type JsonFramesOptions, jsonFrames } from "./channels/json-frames.js";
export { type LimitedOptions, limited } from "./channels/limited.js";
export { memoryPair } from "./channels/memory-pair.js";
export {
  startWebSocketServer,
  type WebSocketServer,
  type WebSocketServerOptions,
} from "./channels/start-web-socket-server.js";
export { type StdioChannelOptions, stdioChannel } from "./channels/stdio-channel.js";
export { type TcpChannelOptions, tcpChannel } from "./channels/tcp-channel.js";
export { type TracingOptions, withTracing } from "./channels/with-tracing.js";
export { type WsChannelOptions, type WsClientOptions, wsChannel } from "./channels/ws-channel.js";
export { ConfigError, type ConfigProblem } from "./config/config-error.js";
export { type LoadConfigOptions, loadHostConfig } from "./config/load-host-config.js";
export { locateRoute, type RouteFiles } from "./config/locate-route.js";
export type * from "./config/model.js";
export type { RouteProblem } from "./config/route-problem.js";
export type { Egress, EgressRequest, Resolver } from "./devices/egress.js";
export type { LlmEndpoint } from "./devices/llm.js";
export {
  type ChatPageFiles,
  type ChatPageOptions,
  chatPage,
} from "./faces/gateway/page/chat-page.js";
export {
  type BackoffOptions,
  type Chat,
  type ChatEvent,
  type ChatInput,
  type ClientState,
  GatewayClient,
  GatewayClientError,
  type GatewayClientOptions,
  GatewayFace,
  type GatewayFaceOptions,
  type GatewayHost,
  type GatewayPeer,
  gatewayChannelOptions,
} from "./faces/gateway.js";
export {
  type McpClient,
  McpFace,
  type McpFaceOptions,
  McpHttp,
  type McpHttpOptions,
  type StdioConnection,
  type StdioOptions,
  serveStdio,
} from "./faces/mcp.js";
export {
  SocketFace,
  type SocketFaceOptions,
  type SocketHost,
  socketChannelOptions,
} from "./faces/sockets.js";
export { WebFace, type WebFaceOptions, type WebFailure } from "./faces/web.js";
export {
  createHost,
  type Host,
  type HostedSkillInfo,
  type HostedSkillInput,
  type HostInvocation,
  type HostOptions,
  type StopOptions,
} from "./host.js";
export { HostLimitError, type HostLimitErrorCode } from "./host-limit-error.js";
export type { HostNotice } from "./host-notice.js";
export type { Access } from "./listen/access.js";
export { type Listener, type ListenOptions, listen, type UpgradeMount } from "./listen/listen.js";
export { ListenError } from "./listen/listen-error.js";
export type { Mount, Peer } from "./listen/mount.js";
export type { LogLevel, LogLine } from "./log/log-line.js";
export {
  createLogPrinter,
  type LogPrinter,
  type LogPrinterOptions,
  type LogStream,
} from "./log/log-printer.js";
export type { LogRecord } from "./log/log-record.js";
export { type Faces, type FacesOptions, type FaceUrl, startFaces } from "./start-faces.js";
export { type LmdbStore, type LmdbStoreOptions, openLmdbStore } from "./store/lmdb-store.js";
export { StoreError, type StoreErrorCode } from "./store/store-error.js";
export { type MetricsServer, serveMetrics } from "./telemetry/serve-metrics.js";
export { Telemetry, type TelemetryOptions } from "./telemetry/telemetry.js";
export { TokenList } from "./token-list.js";
export { createSessionIds, type SessionIds } from "./values/session-id.js";
export { sessionSecret } from "./values/session-secret.js";
