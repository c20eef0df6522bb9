import { parseUrl } from "../cores/parse-url.js";
import { parsePlainPath, parseRoutePattern } from "../cores/route-pattern.js";
import { flag, listOf, oneOf, optional, type Shape, section, text } from "../yaml/shape.js";
import type { SocketRoute, WebRoute, WebSection, WebsocketSection } from "./model.js";
import { byteCount, portNumber } from "./numbers.js";

/** What a route holds; a host's own routes are declared with the same. */
export const webRouteFields = {
  method: text(httpMethod),
  path: text((path) => parseRoutePattern(path).text),
  ref: optional(text()),
  bind: optional(oneOf(["request", "params"])),
  envelope: optional(flag()),
  stream: optional(flag()),
  max_body_bytes: optional(byteCount),
} as const;

export const socketRouteFields = {
  socket: text(),
  listen: optional(flag()),
  connect: optional(text(socketUrl)),
  ref: optional(text()),
  path: optional(text(parsePlainPath)),
} as const;

export const webShape: Shape<WebSection> = routesOf(section<WebRoute>(webRouteFields));
export const websocketShape: Shape<WebsocketSection> = routesOf(
  section<SocketRoute>(socketRouteFields),
);

/** One `route`, several `routes`, or both. */
export function routesOf<Route>(
  route: Shape<Route>,
): Shape<{ readonly port?: number; readonly routes: readonly Route[] }> {
  const written = section<{ port?: number; route?: Route; routes: readonly Route[] }>({
    port: optional(portNumber),
    route: optional(route) as Shape<NonNullable<Route>>,
    routes: listOf(route),
  });
  return {
    absent: "omitted",
    read(value) {
      const read = written.read(value);
      if (!read) return undefined;
      const { route: single, routes, ...rest } = read;
      const all = single === undefined ? (routes ?? []) : [single, ...(routes ?? [])];
      if (all.length === 0) value.report(`${value.path} holds no route`);
      return { ...rest, routes: all };
    },
  };
}

function httpMethod(method: string): string {
  if (/^[A-Z]+$/.test(method)) return method;
  throw new SyntaxError(`Cannot read HTTP method "${method}": expected capitals such as GET`);
}

function socketUrl(url: string): string {
  if (/^wss?:\/\//.test(url) && parseUrl(url)) return url;
  throw new SyntaxError(`Cannot read URL "${url}": expected one that begins with ws:// or wss://`);
}
