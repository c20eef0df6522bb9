import { matchRoute, pathSegments } from "@luminarys/sdk-as/engine/cores";
import type { ServedRoute } from "./served-route.js";

/** The route that a request's method and path lead to, with its parameters still percent-encoded. */
export interface RouteMatch {
  readonly route: ServedRoute;
  readonly params: readonly (readonly [string, string])[];
}

/** The methods under which a path is known; none for an unknown path. */
export interface NoMatch {
  readonly allow: readonly string[];
}

/** The routes in order of declaration: the first that matches counts. */
export class RouteTable {
  private readonly routes: readonly ServedRoute[];

  constructor(routes: readonly ServedRoute[]) {
    this.routes = routes;
  }

  /** HEAD falls back to GET. */
  find(method: string, path: string): RouteMatch | NoMatch {
    const segments = pathSegments(path);
    const found = this.first(method, segments);
    if (found) return found;
    const fallback = method === "HEAD" ? this.first("GET", segments) : undefined;
    return fallback ?? { allow: this.methodsOf(segments) };
  }

  private first(method: string, segments: readonly string[]): RouteMatch | undefined {
    for (const route of this.routes) {
      if (route.declared.method !== method) continue;
      const params = matchRoute(route.pattern, segments);
      if (params) return { route, params };
    }
    return undefined;
  }

  private methodsOf(segments: readonly string[]): string[] {
    const matching = this.routes.filter(({ pattern }) => matchRoute(pattern, segments));
    const methods = new Set(matching.map(({ declared }) => declared.method));
    if (methods.has("GET")) methods.add("HEAD");
    return [...methods].sort();
  }
}
