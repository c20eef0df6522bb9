import { bindParams } from "../../../engine/cores/bind-params.js";
import { webArguments } from "../../../engine/cores/web-arguments.js";
import type { ReadRequest } from "./request.js";
import type { RouteMatch } from "./routes.js";

type Told = { readonly exchange: string; readonly sessionId: string };

/** Why the host answers itself, with status 400; "" where it says no more than that. */
export interface RefusedArguments {
  readonly refusal: string;
}

/** What a route's method gets of a request, once its exchange is known. */
export function routeArguments(
  { declared, params, method: target }: RouteMatch,
  { path, query, headers, method, ...content }: ReadRequest & { readonly method: string },
): ((told: Told) => Readonly<Record<string, unknown>>) | RefusedArguments {
  const route = decodeParams(params);
  if (route === null) return { refusal: "" };
  if (declared.bind === "params") {
    const { body, isForm } = content;
    const bound = bindParams(target, { route, query, body, isForm });
    return "refusal" in bound ? bound : () => bound.args;
  }
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
