import type { AsyncDevice, Environment } from "@luminarys/sdk-as/engine";
import type { NetworkContext } from "./device-context.js";
import { HttpSession } from "./http/session.js";

export interface HttpDeviceOptions {
  /** Where proxies are named, for manifests that let a skill use them; the process's own unless given. */
  readonly environment?: Environment;
}

/** Requests over HTTP/1.1, each hop through the manifest and the gate. */
export function createHttpDevice(
  context: NetworkContext,
  { environment = process.env }: HttpDeviceOptions = {},
): AsyncDevice<"http"> & { close(): void } {
  const session = new HttpSession(context, environment);
  return {
    http_get: (request, call) => session.send({ ...plain, ...request, method: "GET" }, call),
    http_post: ({ content_type, ...request }, call) => {
      const headers = [{ name: "content-type", value: content_type || "application/octet-stream" }];
      return session.send({ ...plain, ...request, headers, method: "POST" }, call);
    },
    http_request: (request, call) => session.send(request, call),
    close: () => session.close(),
  };
}

/** What http_get and http_post leave open. They follow redirects, as HTTP clients do. */
const plain = {
  body: new Uint8Array(),
  headers: [],
  cookies: [],
  follow_redirects: true,
  use_jar: false,
};
