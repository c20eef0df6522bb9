import type { HttpConfig } from "../config/model.js";
import { hostRule } from "./host-rule.js";
import type { Mount, Peer } from "./mount.js";
import { allowPage, answerPreflight, originRule } from "./origin-rule.js";
import { refusal } from "./refusal.js";

/** Lets requests to what is mounted, after the checks that hold for all of it. */
export function createGate(
  config: HttpConfig,
  mounts: readonly Mount[],
): (request: Request, peer: Peer) => Promise<Response> {
  const isOwnHost = hostRule(config);
  const isAllowedOrigin = originRule(config);
  return async (request, peer) => {
    const host = request.headers.get("host");
    if (!isOwnHost(host)) {
      return refusal(403, `Host ${JSON.stringify(host)} is not one of this server's names`);
    }
    const origin = request.headers.get("origin");
    if (origin !== null && !isAllowedOrigin(origin, host)) {
      return refusal(403, `pages of ${JSON.stringify(origin)} may not use this server`);
    }
    const { pathname } = new URL(request.url);
    const mount = mounts.find(({ path }) => path === pathname);
    if (!mount) return refusal(404, "there is nothing at this path");
    if (origin === null) return mount.fetch(request, peer);
    const isPreflight = request.headers.has("access-control-request-method");
    if (request.method === "OPTIONS" && isPreflight) return answerPreflight(request, origin);
    return allowPage(await mount.fetch(request, peer), origin);
  };
}
