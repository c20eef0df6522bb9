import type { SocketRoute } from "@luminarys/sdk-as/engine";
import { parsePlainPath, parseRoutePattern, pathSegments } from "@luminarys/sdk-as/engine/cores";

export interface PathFault {
  readonly key: "path" | "socket";
  readonly message: string;
  readonly hint?: string;
}

/** Where clients find a socket: at its path, else at `/ws/<socket>`. */
export function readSocketPath({ socket, path }: SocketRoute): { path: string } | PathFault {
  try {
    return { path: canonicalPath(parsePlainPath(path ?? `/ws/${socket}`)) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { message } = error;
    if (path !== undefined) return { key: "path", message };
    return { key: "socket", message, hint: "give the socket a path of its own" };
  }
}

/** A request's path as those of sockets are spelled. */
export function requestedPath(pathname: string): string {
  return `/${pathSegments(pathname).join("/")}`;
}

function canonicalPath(text: string): string {
  const { segments } = parseRoutePattern(text);
  return `/${segments.map((each) => ("literal" in each ? each.literal : each.name)).join("/")}`;
}
