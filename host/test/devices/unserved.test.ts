import type { AsyncDevice } from "@luminarys/sdk-as/engine";
import { expect, test } from "vitest";
import { createSocketsDevice, type SocketsContext } from "../../devices/sockets.js";
import { createWebDevice, type WebContext } from "../../devices/web.js";

type Network = Parameters<typeof createSocketsDevice>[0];
type Web = AsyncDevice<"web">["web_send"];
type Sockets = AsyncDevice<"sockets">;

const call = {} as Parameters<Web>[1];

test("an answer to an HTTP request has nowhere to go on a host that serves no routes", () => {
  const served: { web?: AsyncDevice<"web"> } = {};
  const device = createWebDevice(() => served satisfies WebContext);
  const send = () => device.web_send({} as Parameters<Web>[0], call);
  const message = "Cannot answer an HTTP request: this host serves no routes";
  expect(send).toThrow(expect.objectContaining({ message, code: "unavailable" }));
  served.web = { web_send: () => ({}) } as unknown as AsyncDevice<"web">;
  expect(send()).toEqual({});
});

test("a named socket is unavailable on a host that serves none, and there once it does", () => {
  const served: { sockets?: (network: Network) => Sockets } = {};
  const device = createSocketsDevice({} as Network, () => served satisfies SocketsContext);
  const send = () =>
    device.websocket_send({ socket: "/ws" } as Parameters<Sockets["websocket_send"]>[0], call);
  const receive = () =>
    device.websocket_receive(
      { socket: "/ws" } as Parameters<Sockets["websocket_receive"]>[0],
      call,
    );
  const message = 'Cannot use socket "/ws": this host serves no named sockets';
  const refusal = expect.objectContaining({ message, code: "unavailable" });
  expect(send).toThrow(refusal);
  expect(receive).toThrow(refusal);
  const answers = { websocket_send: () => "sent", websocket_receive: () => "received" };
  served.sockets = () => answers as unknown as Sockets;
  expect([send(), receive()]).toEqual(["sent", "received"]);
});
