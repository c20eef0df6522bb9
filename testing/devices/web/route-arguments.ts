import { webArguments } from "../../../engine/cores/web-arguments.js";
import type { ReadRequest } from "./request.js";
import type { RouteMatch } from "./routes.js";

type Told = { readonly exchange: string; readonly sessionId: string };

/**
 * What a route's method gets of a request, once its exchange is known. Null when the path's parameters
 * can't be decoded. Throws a TypeError for a route that binds parameters.
 */
export function routeArguments(
  { declared, params, method: target }: RouteMatch,
  { path, query, headers, method, ...content }: ReadRequest & { readonly method: string },
): ((told: Told) => Readonly<Record<string, unknown>>) | null {
  if (declared.bind === "params") {
    const name = `${declared.method} ${declared.path}`;
    const hint = `host.call("${target.name}", {...})`;
    throw new TypeError(`Cannot request ${name}: fakes don't convert parameters. Hint: ${hint}`);
  }
  const route = decodeParams(params);
  if (route === null) return null;
  const takesBytes = target.params.some(({ name, encoding }) => {
    return name === "body" && encoding === "base64";
  });
  const raw = content.bytes.length > 0 ? content.bytes : null;
  const body = takesBytes ? raw : content.body;
  return ({ sessionId, exchange }) =>
    webArguments(target.params, { route, query, body, headers, method, path, sessionId, exchange });
}

function decodeParams(params: RouteMatch["params"]): Record<string, string> | null {
  try {
    return Object.fromEntries(params.map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
