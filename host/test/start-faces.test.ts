import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { completeManifest } from "@luminarys/sdk-as/engine";
import { createHost, type Faces, startFaces } from "@luminarys/skill-host";
import { expect, onTestFinished, test } from "vitest";
import { guestSkill } from "./guest-skill.js";

const sha256 = "0".repeat(64);
const tokens = [{ name: "ada", sha256, mcp: ["**"], role: "viewer" as const }];

type Config = Parameters<typeof startFaces>[0]["config"];

/** The faces of a host with the skill "good", whose one method is `run`. */
async function start(config: Partial<Config>, problems: string[] = []): Promise<Faces> {
  const host = createHost({ onNotice: () => {} });
  onTestFinished(() => host.stop());
  const manifest = completeManifest({ id: "good", path: "good.wasm" });
  await host.add({ manifest, module: guestSkill({}) });
  const onProblem = (problem: string) => void problems.push(problem);
  const faces = await startFaces({
    host,
    config: { tokens: [], ...config },
    onProblem,
    onError: () => {},
  });
  onTestFinished(() => faces.close());
  return faces;
}

const here = { addr: { host: "127.0.0.1", port: 0 }, allowed_origins: [] };
const route = { method: "GET", path: "/", ref: "good.run" };
const gateway = { path: "/ws", anonymous: "viewer" as const, page: false };
const room = { routes: [{ socket: "room", listen: true }] };
const names = ({ urls }: Faces) => urls.map(({ name }) => name);

const everywhere = { addr: { host: "0.0.0.0", port: 0 }, allowed_origins: [] };

test("without http nothing is served", async () => {
  const { mcpUrl, own } = await start({ tokens: [] });
  expect([mcpUrl, own]).toEqual([undefined, { ports: [] }]);
});

test("an address that others reach needs tokens, and then every request does", async () => {
  await expect(start({ http: everywhere, tokens: [] })).rejects.toMatchObject({
    name: "ListenError",
    message:
      "Cannot serve MCP on 0.0.0.0:0: everybody who reaches this address could use the skills. " +
      "Hint: add tokens to host.yaml, or listen on 127.0.0.1",
  });
  const { own } = await start({ http: everywhere, tokens });
  const headers = { "content-type": "application/json" };
  const url = `http://127.0.0.1:${own.ports[0]}/mcp`;
  expect((await fetch(url, { method: "POST", headers, body: "{}" })).status).toBe(401);
});

test("the gateway needs tokens there as well", async () => {
  await expect(start({ http: everywhere, gateway, websocket: room })).rejects.toMatchObject({
    name: "ListenError",
    message: expect.stringMatching(/^Cannot serve the gateway on 0\.0\.0\.0:0: everybody who/),
  });
});

test("routes are public: beside them MCP without tokens is left out, and told", async () => {
  const problems: string[] = [];
  const faces = await start({ http: everywhere, web: { routes: [route] } }, problems);
  const url = `http://127.0.0.1:${faces.own.ports[0]}`;
  expect([names(faces), (await fetch(url)).status, (await fetch(`${url}/mcp`)).status]).toEqual([
    ["routes"],
    200,
    404,
  ]);
  expect(problems).toEqual([
    "MCP isn't served: everybody could use the skills. Hint: add tokens to host.yaml",
  ]);
});

test("a section's port opens a server of its own, and only that has its routes", async () => {
  const faces = await start({ http: here, web: { port: 0, routes: [route] }, gateway });
  const urls = Object.fromEntries(faces.urls.map(({ name, url }) => [name, url]));
  expect(names(faces)).toEqual(["MCP", "gateway", "routes"]);
  expect(new Set(faces.own.ports).size).toBe(2);
  expect((await fetch(`${urls.routes}/`)).status).toBe(200);
  expect((await fetch(new URL("/", urls.MCP))).status).toBe(404);
});

test("all of them share one server unless they ask for more", async () => {
  const config = { http: here, web: { routes: [route] }, gateway, websocket: room };
  const faces = await start(config);
  expect(names(faces)).toEqual(["MCP", "gateway", "routes", "sockets"]);
  expect(faces.own.ports).toHaveLength(1);
});

test("gateway.page serves the chat page beside the gateway", async () => {
  const faces = await start({ http: here, gateway: { ...gateway, page: true } });
  const { url = "" } = faces.urls.find(({ name }) => name === "chat page") ?? {};
  const answer = await fetch(url);
  expect([new URL(url).pathname, answer.headers.get("content-type")]).toEqual([
    "/chat",
    "text/html; charset=utf-8",
  ]);
});

test("what the host itself answers is told to routes that have the same path", async () => {
  const problems: string[] = [];
  await start({ http: here, web: { routes: [{ ...route, path: "/mcp" }] } }, problems);
  expect(problems).toEqual(["The routes at /mcp aren't reached: the host answers there itself"]);
});

test("a socket can't have the gateway's path, and nothing stays open then", async () => {
  const websocket = { routes: [{ socket: "room", listen: true, path: "/ws" }] };
  await expect(start({ http: here, gateway, websocket })).rejects.toMatchObject({
    message: 'Cannot serve a socket at "/ws": the gateway has this path',
  });
});

test("what the host listens on is told, for skills that mustn't reach it", async () => {
  const { own, mcpUrl } = await start({ http: everywhere, tokens });
  const machine = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  expect(own.ports).toEqual([Number(new URL(mcpUrl ?? "").port)]);
  expect(own.addresses).toEqual(expect.arrayContaining([machine[0]?.address.split("%")[0]]));
});

test("a problem of a skill that was added since names the line of its manifest", async () => {
  const folder = mkdtempSync(join(tmpdir(), "late-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const lateRoute = { method: "GET", path: "/late", ref: "gone" };
  const text =
    "id: late\npath: late.wasm\nweb:\n  route: { method: GET, path: /late, ref: gone }\n";
  writeFileSync(join(folder, "late.yaml"), text);
  const host = createHost({ onNotice: () => {} });
  onTestFinished(() => host.stop());
  const problems: string[] = [];
  const faces = await startFaces({
    host,
    config: { http: here, tokens: [] },
    cwd: folder,
    manifestOf: (skillId) => join(folder, `${skillId}.yaml`),
    onProblem: (problem) => void problems.push(problem),
    onError: () => {},
  });
  onTestFinished(() => faces.close());
  const input = { id: "late", path: "late.wasm", web: { route: lateRoute } };
  await host.add({ manifest: completeManifest(input), module: guestSkill({}) });
  expect(problems).toEqual([
    expect.stringMatching(
      /^Cannot change routes: a problem\nlate\.yaml:4:\d+: Cannot find method "/,
    ),
  ]);
});
