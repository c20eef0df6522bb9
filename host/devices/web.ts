import { type AsyncDevice, HostError } from "@luminarys/sdk-as/engine";

/** Whoever serves routes, if anybody does. */
export interface WebContext {
  readonly web?: AsyncDevice<"web">;
}

/** Hands on to whoever serves routes now. Throws a HostError when nobody does. */
export function createWebDevice(served: () => WebContext): AsyncDevice<"web"> {
  return {
    web_send: (request, call) => {
      const { web } = served();
      if (web) return web.web_send(request, call);
      const message = "Cannot answer an HTTP request: this host serves no routes";
      throw new HostError(message, { code: "unavailable" });
    },
  };
}
