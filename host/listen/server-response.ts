import { getRequestListener } from "@hono/node-server";

const names = ["Request", "Response"] as const;

/**
 * The server's own Response, which it writes a millisecond sooner than the platform's, since no stream
 * lies between. Its library gives it away only as a replacement of the global one, which is undone here.
 */
export const ServerResponse: typeof Response = takeResponse();

function takeResponse(): typeof Response {
  const before = names.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  getRequestListener(() => new Response());
  const { Response: taken } = globalThis;
  names.forEach((name, index) => {
    Object.defineProperty(globalThis, name, before[index] as PropertyDescriptor);
  });
  return taken;
}
