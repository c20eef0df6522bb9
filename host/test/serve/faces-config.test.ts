import { completeManifest } from "@luminarys/sdk-as/engine";
import { expect, test } from "vitest";
import { listenAddresses, mainServer, wantedPorts } from "../../serve/faces-config.js";

const route = { method: "GET", path: "/" };
const listening = { socket: "room", listen: true };
const connecting = { socket: "prices", connect: "ws://prices.example" };

function hostOf(...manifests: Partial<Parameters<typeof completeManifest>[0]>[]) {
  const list = () =>
    manifests.map((manifest, i) => ({
      manifest: completeManifest({ id: `s${i}`, path: "s.wasm", ...manifest }),
    }));
  return { list } as unknown as Parameters<typeof wantedPorts>[1];
}

test("without http the one server listens on this machine alone, at 8080", () => {
  const config = { tokens: [] };
  const wanted = wantedPorts(config, hostOf({ web: { routes: [route] } }));
  expect(wanted).toEqual({ web: [undefined], sockets: [] });
  expect(mainServer(config, wanted).addr).toEqual({ host: "127.0.0.1", port: 8080 });
});

test("without http a section's port is the one server, for the others too", () => {
  const config = {
    tokens: [],
    web: { port: 9000, routes: [{ ...route, ref: "s0" }] },
    websocket: { routes: [listening] },
  };
  const wanted = wantedPorts(config, hostOf({}));
  expect(wanted).toEqual({ web: [9000], sockets: [undefined] });
  expect(mainServer(config, wanted).addr.port).toBe(9000);
});

test("manifests may ask for ports, each once; sockets that connect need none", () => {
  const host = hostOf(
    { web: { port: 9001, routes: [route] } },
    { web: { port: 9001, routes: [route] }, websocket: { port: 9002, routes: [connecting] } },
    { websocket: { port: 9003, routes: [connecting, listening] } },
  );
  expect(wantedPorts({ tokens: [] }, host)).toEqual({ web: [9001], sockets: [9003] });
});

test("a host listens at its one server and at each other port once, and nowhere unasked", () => {
  const http = { addr: { host: "127.0.0.1", port: 8000 }, allowed_origins: [] };
  const section = (port?: number) => ({ ...(port && { port }), routes: [route] });
  const at = (config: object, ...webs: ReturnType<typeof section>[]) =>
    listenAddresses({ tokens: [], ...config }, hostOf(...webs.map((web) => ({ web })))).map(
      ({ port }) => port,
    );
  expect([
    at({}),
    at({ http }),
    at({ gateway: {} }),
    at({}, section()),
    at({}, section(9000)),
    at({ http }, section(), section(9000), section(9000), section(8000)),
  ]).toEqual([[], [8000], [8080], [8080], [9000], [8000, 9000]]);
});
