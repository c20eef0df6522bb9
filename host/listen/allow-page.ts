const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
/** What browsers let scripts read beside the body. */
const EXPOSED = "Mcp-Session-Id, WWW-Authenticate, Retry-After";
const MAX_AGE_S = "600";

/** What tells a browser that a page may have the answer. */
export function allowPage(response: Response, origin: string): Response {
  const headers = new Headers(response.headers);
  headers.set("access-control-allow-origin", origin);
  headers.set("access-control-expose-headers", EXPOSED);
  headers.append("vary", "origin");
  return new Response(response.body, { status: response.status, headers });
}

/** The answer to a browser that asks before it sends what a page wants to send. */
export function answerPreflight(request: Request, origin: string): Response {
  const wanted = request.headers.get("access-control-request-headers");
  const response = new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-methods": METHODS,
      "access-control-max-age": MAX_AGE_S,
      ...(wanted !== null && { "access-control-allow-headers": wanted }),
    },
  });
  return allowPage(response, origin);
}
