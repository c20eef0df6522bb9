import { once } from "node:events";
import { request } from "node:https";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import type { HttpConfig } from "../../config/model.js";
import type { Access } from "../../listen/access.js";
import { type Listener, listen } from "../../listen/listen.js";
import { ListenError } from "../../listen/listen-error.js";
import { tlsFiles } from "../tls-files.js";

const echo = {
  path: "/echo",
  fetch: async (asked: Request) => new Response(await asked.text()),
};

interface Reports {
  readonly errors?: unknown[];
  readonly onAccess?: (access: Access) => void;
}

async function open(
  http: Partial<HttpConfig> = {},
  { errors = [], onAccess }: Reports = {},
): Promise<Listener> {
  const listener = await listen({
    onAccess,
    http: { addr: { host: "127.0.0.1", port: 0 }, allowed_origins: [], ...http },
    mounts: [echo, { path: "/broken", fetch: () => Promise.reject(new Error("it broke")) }],
    onError: (error) => void errors.push(error),
  });
  onTestFinished(() => listener.close());
  return listener;
}

const send = (url: string, body: string) => fetch(url, { method: "POST", body });

test("what is mounted answers at its path, and nothing else does", async () => {
  const { url } = await open();
  expect(await (await send(`${url}/echo?a=b`, "hi")).text()).toBe("hi");
  expect((await send(`${url}/echo/more`, "hi")).status).toBe(404);
  expect((await send(`${url}/ECHO`, "hi")).status).toBe(404);
});

test("what a mount throws is told here, and not to the client", async () => {
  const errors: unknown[] = [];
  const { url } = await open({}, { errors });
  const answer = await send(`${url}/broken`, "");
  expect([answer.status, await answer.text(), errors]).toEqual([
    500,
    '{"jsonrpc":"2.0","error":{"code":-32000,"message":"Refused: the server failed"},"id":null}',
    [new Error("it broke")],
  ]);
  expect(await (await send(`${url}/echo`, "hi")).text()).toBe("hi");
});

test("every request is told with its status and its trace, and without its query", async () => {
  const told: Access[] = [];
  const { url } = await open({}, { onAccess: (access) => void told.push(access) });
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
  await fetch(`${url}/echo?secret=1`, { method: "POST", headers: { traceparent } });
  await fetch(`${url}/nothing`, { headers: { traceparent: `00-${"0".repeat(32)}-0-01` } });
  expect(told).toEqual([
    {
      method: "POST",
      path: "/echo",
      status: 200,
      durationMs: expect.any(Number),
      address: "127.0.0.1",
      traceId,
    },
    expect.objectContaining({ path: "/nothing", status: 404 }),
  ]);
  expect(told[1]?.traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
});

test("who sends more requests than http.requests_per_second is told to wait", async () => {
  const { url } = await open({ requests_per_second: 1 });
  const answers = await Promise.all(Array.from({ length: 20 }, () => send(`${url}/echo`, "hi")));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.headers.get("retry-after")).toBe("1");
});

test("a mount without a path takes what no other does", async () => {
  const rest = { path: undefined, fetch: async (asked: Request) => new Response(asked.url) };
  const listener = await listen({
    http: { addr: { host: "127.0.0.1", port: 0 }, allowed_origins: [] },
    mounts: [rest, echo],
    onError: () => {},
  });
  onTestFinished(() => listener.close());
  expect(await (await send(`${listener.url}/echo`, "hi")).text()).toBe("hi");
  expect(await (await fetch(`${listener.url}/any/thing`)).text()).toBe(`${listener.url}/any/thing`);
});

test("a mounted upgrade becomes a channel, which closing ends with 1001; others get 404", async () => {
  const listener = await listen({
    http: { addr: { host: "127.0.0.1", port: 0 }, allowed_origins: [] },
    mounts: [echo],
    upgrades: [{ path: "/ws", onChannel: (channel) => channel.onFrame((it) => channel.send(it)) }],
    onError: () => {},
  });
  onTestFinished(() => listener.close());
  const url = listener.url.replace("http", "ws");
  const socket = new WebSocket(`${url}/ws`);
  await once(socket, "open");
  socket.send("hi");
  const [answer] = await once(socket, "message");
  const lost = new WebSocket(`${url}/elsewhere`);
  const [error] = await once(lost, "error");
  const closed = once(socket, "close");
  await listener.close();
  const [code] = await closed;
  expect([String(answer), error.message, code]).toEqual([
    "hi",
    "Unexpected server response: 404",
    1001,
  ]);
});

test("certificates make it speak TLS", async () => {
  const { certificatePath: cert, keyPath: key, authority: ca } = tlsFiles;
  const { url, port } = await open({ tls: { cert, key } });
  const asked = request({
    host: "127.0.0.1",
    servername: "localhost",
    port,
    path: "/echo",
    method: "POST",
    ca,
    headers: { host: "localhost" },
  });
  asked.end("hi");
  const [answer] = await once(asked, "response");
  const [body] = await once(answer, "data");
  expect([url, String(body)]).toEqual([`https://127.0.0.1:${port}`, "hi"]);
});

test("a taken port, an address of elsewhere and an absent certificate are told", async () => {
  const { port } = await open();
  const refused = (http: Partial<HttpConfig>) => expect(open(http)).rejects;
  await refused({ addr: { host: "127.0.0.1", port } }).toEqual(
    new ListenError(
      `Cannot listen on 127.0.0.1:${port}: another program listens there. ` +
        "Hint: end it, or choose another port",
    ),
  );
  await refused({ addr: { host: "192.0.2.1", port: 0 } }).toEqual(
    new ListenError("Cannot listen on 192.0.2.1:0: this machine has no such address"),
  );
  await refused({ tls: { cert: "absent.pem", key: "absent.pem" } }).toMatchObject({
    message: 'Cannot read http.tls file "absent.pem": ENOENT',
  });
  const wrong = new URL(import.meta.url).pathname;
  await refused({ tls: { cert: wrong, key: wrong } }).toMatchObject({
    message: "Cannot use http.tls: expected a certificate and its key, as PEM",
  });
});

test("closing ends connections that are open, and frees the port", async () => {
  const { port, close } = await open();
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  const closed = once(socket, "close");
  await close();
  await closed;
  const again = await open({ addr: { host: "127.0.0.1", port } });
  expect(again.port).toBe(port);
});
