import {
  noExchangeError,
  unknownExchangeError,
  type WebAnswer,
} from "../../engine/cores/web-exchange.js";
import type { Device, HostCall } from "../../engine/device.js";
import type { WebRoute } from "../../engine/manifest/model.js";
import type { DeviceHost } from "../../engine/skill-input.js";
import { demandOptions, optionKinds } from "../option-check.js";
import type { SkillCaller } from "./skill-caller.js";
import { callRoute, hostAnswer } from "./web/call-route.js";
import { readRequest, type WebRequestOptions } from "./web/request.js";
import { WebResponse } from "./web/response.js";
import { routeArguments } from "./web/route-arguments.js";
import { WebRoutes } from "./web/routes.js";

/** What a route has beside method and path. */
export type WebRouteOptions = Omit<WebRoute, "method" | "path" | "max_body_bytes">;

export interface WebLevers {
  /**
   * Declares a route as host.yaml does: `ref` is `<method>` of the only skill, or `<skill>.<method>`.
   * Routes of manifests are there without.
   */
  route(method: string, path: string, options?: WebRouteOptions): void;
  /** Makes a request, and gives what has come of the answer; more may come later. */
  request(method: string, url: string, options?: WebRequestOptions): WebResponse;
  /** Of all requests, in order. */
  readonly responses: readonly WebResponse[];
}

export interface WebFake {
  readonly device: Device<"web">;
  readonly levers: WebLevers;
  unused(): string[];
}

export interface WebParts {
  readonly caller: SkillCaller;
  /** Whose manifests may have routes. */
  readonly hosts: () => readonly DeviceHost[];
}

const shape = {
  ref: optionKinds.text,
  bind: {
    fits: (bind: unknown) => bind === "request" || bind === "params",
    wanted: '"request" or "params"',
  },
  envelope: optionKinds.flag,
  stream: optionKinds.flag,
};

/** Clients that request what they are told to. */
export function createWeb({ caller, hosts }: WebParts): WebFake {
  const routes = new WebRoutes({ caller, hosts });
  const responses: WebResponse[] = [];
  const running = new Set<WebResponse>();
  const begin = (method: string, sessionId: string | undefined) => {
    const number = responses.length + 1;
    const response = new WebResponse({
      exchange: `web-${number}`,
      sessionId: sessionId ?? clientSession(number),
      isHead: method === "HEAD",
    });
    responses.push(response);
    return response;
  };
  const request: WebLevers["request"] = (method, url, options = {}) => {
    const asked = readRequest(url, options);
    const match = routes.find(method, asked.path);
    const args = match && routeArguments(match, { ...asked, method });
    const response = begin(method, options.sessionId);
    const { exchange, sessionId } = response;
    if (!match) response.answer(noRoute(routes.methodsOf(asked.path)));
    else if (!args || "refusal" in args) response.answer(hostAnswer(400, { text: args?.refusal }));
    else {
      running.add(response);
      const call = { requestId: exchange, sessionId, args: args({ exchange, sessionId }) };
      callRoute(match, { caller, response, call });
      running.delete(response);
    }
    return response;
  };
  const find = (named: string, { requestId }: HostCall): WebResponse => {
    const id = named === "" ? caller.originOf(requestId) : named;
    const found = responses.find(({ exchange }) => exchange === id);
    if (found && (found.isOpen || running.has(found))) return found;
    throw named === "" ? noExchangeError() : unknownExchangeError(named);
  };
  const route: WebLevers["route"] = (method, path, options = {}) => {
    demandOptions(options, { action: `declare route "${method} ${path}"`, shape });
    routes.add({ ...options, method, path });
  };
  return {
    device: { web_send: (asked, call) => find(asked.exchange, call).take(asked) },
    levers: { route, request, responses },
    unused: () => routes.unused(),
  };
}
function noRoute(methods: readonly string[]): WebAnswer {
  if (methods.length === 0) return hostAnswer(404);
  return hostAnswer(405, { headers: { allow: methods.join(", ") } });
}

/** A client that comes without a cookie gets a session of its own. */
function clientSession(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}
