import type {
  Limits,
  Manifest,
  MissedSchedules,
  SocketRoute,
  WebRoute,
} from "@luminarys/sdk-as/engine";
import type { LogLevel } from "../log/log-line.js";
import type { Role } from "./role.js";

/** What host.yaml says, with defaults; frozen. Paths in it are absolute. */
export interface HostConfig {
  /** host.yaml itself; undefined when there is none. */
  readonly file: string | undefined;
  /** Where paths begin that it names. */
  readonly folder: string;
  readonly http?: HttpConfig;
  readonly tokens: readonly TokenConfig[];
  readonly skills: readonly SkillFile[];
  readonly web?: WebConfig;
  readonly websocket?: WebsocketConfig;
  readonly gateway?: GatewayConfig;
  readonly agents: readonly AgentConfig[];
  readonly llm?: LlmConfig;
  readonly log: LogConfig;
  readonly store?: StoreConfig;
  /** The built-in limits with those of the file over them. */
  readonly limits: Limits;
  readonly metrics?: MetricsConfig;
}

/** A manifest with its file and module, which existed when it was read. */
export interface SkillFile {
  readonly file: string;
  readonly manifest: Manifest;
  readonly modulePath: string;
}

/** The one server for MCP, web, websocket and gateway. */
export interface HttpConfig {
  readonly addr: ListenAddress;
  readonly tls?: TlsConfig;
  /** Own host, localhost and loopback unless given. */
  readonly allowed_hosts?: readonly string[];
  readonly allowed_origins: readonly string[];
  /** Of one address, after a burst of four times as many; 0 is no limit. Default 1,000. */
  readonly requests_per_second?: number;
}

export interface ListenAddress {
  readonly host: string;
  /** 0 is any free one. */
  readonly port: number;
}

/** PEM files. */
export interface TlsConfig {
  readonly cert: string;
  readonly key: string;
}

export type { Role } from "./role.js";

export interface TokenConfig {
  readonly name: string;
  /** Of the token, in lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Patterns of the tools that it may use. */
  readonly mcp: readonly string[];
  readonly role: Role;
}

export interface WebConfig {
  readonly port?: number;
  readonly routes: readonly (WebRoute & { readonly ref: string })[];
}

export interface WebsocketConfig {
  readonly port?: number;
  /** `allow` lets one connect outwards without a skill's manifest. */
  readonly routes: readonly (SocketRoute & { readonly allow?: boolean })[];
}

export interface GatewayConfig {
  readonly path: string;
  /** Who sends no token. */
  readonly anonymous: "viewer" | "operator";
  /** Whether the chat page is served. */
  readonly page: boolean;
  /** After so many days without a message a session is forgotten; never unless given. */
  readonly session_days?: number;
}

export interface AgentConfig {
  readonly id: string;
  readonly model: string;
  readonly endpoint: string;
  /** "" sends none. */
  readonly key: string;
  readonly system: string;
  /** Ids of skills whose methods are its tools. */
  readonly skills: readonly string[];
  readonly max_steps: number;
}

/** An OpenAI-compatible endpoint. */
export interface LlmConfig {
  readonly endpoint: string;
  readonly model: string;
  /** "" sends none. */
  readonly key: string;
}

export interface LogConfig {
  readonly level: LogLevel;
  /** For people, or a line of JSON each; by the kind of output unless given. */
  readonly format?: "pretty" | "json";
  /** The least level of the skills' own lines. */
  readonly skill_log: LogLevel | "off";
}

export interface StoreConfig {
  readonly path: string;
  /** What becomes of schedules that fell due while no host ran. */
  readonly missed_schedules: MissedSchedules;
}

export interface MetricsConfig {
  readonly addr: ListenAddress;
}
