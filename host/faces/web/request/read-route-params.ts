import { RefusedRequest } from "./refused-request.js";

/** The parameters of a route, percent-decoded once. Throws a RefusedRequest. */
export function readRouteParams(
  params: readonly (readonly [string, string])[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(params.map(([name, value]) => [name, decode(value)]));
}

function decode(value: string): string {
  if (!value.includes("%")) return value;
  try {
    return decodeURIComponent(value);
  } catch (cause) {
    throw new RefusedRequest("The path holds a bad percent escape", { status: 400, cause });
  }
}
