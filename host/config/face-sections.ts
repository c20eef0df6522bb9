import {
  flag,
  listOf,
  oneOf,
  optional,
  routesOf,
  type Shape,
  section,
  socketRouteFields,
  text,
  webRouteFields,
  wholeNumber,
  withDefault,
} from "@luminarys/sdk-as/engine/yaml";
import type { ExpandedText } from "./expanded-text.js";
import type {
  AgentConfig,
  GatewayConfig,
  HttpConfig,
  Role,
  TlsConfig,
  TokenConfig,
  WebConfig,
  WebsocketConfig,
} from "./model.js";
import {
  parseEndpoint,
  parseListenAddress,
  parseNotEmpty,
  parseSha256,
  parseToolPattern,
  parseUrlPath,
} from "./parse-values.js";

const roles: readonly Role[] = ["viewer", "operator", "admin"];

/** The sections of host.yaml that say how it is reached. `path` makes a path absolute. */
export function faceSections(say: ExpandedText, path: (text: string) => string) {
  const tls = section<TlsConfig>({ cert: say(path), key: say(path) });
  return {
    http: section<HttpConfig>({
      addr: say(parseListenAddress),
      tls: optional(tls),
      allowed_hosts: optional(listOf(say())),
      allowed_origins: listOf(say()),
      requests_per_second: optional(wholeNumber({ min: 0, max: 1_000_000 })),
    }),
    token: section<TokenConfig>({
      name: say(parseNotEmpty),
      sha256: say(parseSha256),
      mcp: listOf(say(parseToolPattern)),
      role: withDefault(oneOf(roles), "viewer"),
    }),
    web: routesOf(section({ ...webRouteFields, ref: text() })) as Shape<WebConfig>,
    websocket: routesOf(
      section({ ...socketRouteFields, allow: optional(flag()) }),
    ) as Shape<WebsocketConfig>,
    gateway: section<GatewayConfig>({
      path: withDefault(say(parseUrlPath), "/ws"),
      anonymous: withDefault(oneOf(["viewer", "operator"]), "viewer"),
      page: flag(),
      session_days: optional(wholeNumber({ min: 1, max: 36_500 })),
    }),
    agent: section<AgentConfig>({
      id: say(parseNotEmpty),
      model: say(parseNotEmpty),
      endpoint: say(parseEndpoint),
      key: withDefault(say(), ""),
      system: withDefault(say(), ""),
      skills: listOf(say(parseNotEmpty)),
      max_steps: withDefault(wholeNumber({ min: 1, max: 1000 }), 16),
    }),
  };
}
