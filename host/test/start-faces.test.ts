import { networkInterfaces } from "node:os";
import { createHost, type Faces, type HostConfig, startFaces } from "@luminarys/skill-host";
import { expect, onTestFinished, test } from "vitest";

const sha256 = "0".repeat(64);
const tokens = [{ name: "ada", sha256, mcp: ["**"], role: "viewer" as const }];

async function start(config: Pick<HostConfig, "http" | "tokens">): Promise<Faces> {
  const host = createHost({ onNotice: () => {} });
  onTestFinished(() => host.stop());
  const report = { onProblem: () => {}, onError: () => {} };
  const faces = await startFaces({ host, config, ...report });
  onTestFinished(() => faces.close());
  return faces;
}

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

test("what the host listens on is told, for skills that mustn't reach it", async () => {
  const { own, mcpUrl } = await start({ http: everywhere, tokens });
  const machine = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  expect(own.ports).toEqual([Number(new URL(mcpUrl ?? "").port)]);
  expect(own.addresses).toEqual(expect.arrayContaining([machine[0]?.address.split("%")[0]]));
});
