import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Registry } from "prom-client";
import type { ListenAddress } from "../config/model.js";
import { ListenError } from "../listen/listen-error.js";

const HEADERS_MS = 10_000;

export interface MetricsServer {
  /** `http://127.0.0.1:9464/metrics`, with the port that it got. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Serves metrics in Prometheus' text. Rejects with a ListenError. */
export async function serveMetrics(
  registry: Registry,
  { host, port }: ListenAddress,
): Promise<MetricsServer> {
  const server = createServer({ headersTimeout: HEADERS_MS }, answer(registry));
  const shown = host.includes(":") ? `[${host}]` : host;
  try {
    server.listen({ host, port });
    await once(server, "listening");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ListenError(`Cannot serve metrics on ${shown}:${port}: ${code}`, { cause });
  }
  const got = (server.address() as AddressInfo).port;
  return {
    url: `http://${shown}:${got}/metrics`,
    port: got,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function answer(registry: Registry): RequestListener {
  return async (request, response) => {
    request.resume();
    const isMetrics = request.url?.split("?")[0] === "/metrics";
    if (!isMetrics || request.method !== "GET") {
      response.writeHead(isMetrics ? 405 : 404, { "content-type": "text/plain" });
      response.end(isMetrics ? "only GET\n" : "metrics are at /metrics\n");
      return;
    }
    const text = await registry.metrics();
    response.writeHead(200, { "content-type": registry.contentType });
    response.end(text);
  };
}
