import { once } from "node:events";
import { mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ManifestInput } from "@luminarys/sdk-as/engine";
import { createHost, type LlmEndpoint } from "@luminarys/skill-host";
import { expect, onTestFinished, test } from "vitest";
import { guestSkill, hostCall, hostImport, MISBEHAVE, manifestFor } from "./guest-skill.js";

/** Accepts connections and says nothing. */
async function silentPeer() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { server, port };
}

interface Case {
  readonly name: string;
  readonly request: (port: number, folder: string) => object;
  readonly permissions: (folder: string) => ManifestInput["permissions"];
  readonly llm?: (port: number) => LlmEndpoint;
}

const reaching = "127.0.0.1";
const cases: readonly Case[] = [
  {
    name: "http_get",
    request: (port) => ({ url: `http://${reaching}:${port}/`, timeout_ms: 600_000 }),
    permissions: () => ({ http: { enabled: true, allowlist: [`http://${reaching}:*/**`] } }),
  },
  {
    name: "tcp_request",
    request: (port) => ({ addr: `${reaching}:${port}`, data: Buffer.of(1), timeout_ms: 600_000 }),
    permissions: () => ({ tcp: { enabled: true, allowlist: [`${reaching}:*`] } }),
  },
  {
    name: "ws_connect",
    request: (port) => ({ url: `ws://${reaching}:${port}/`, timeout_ms: 600_000 }),
    permissions: () => ({
      http: { enabled: true, allowlist: [`ws://${reaching}:*/**`], allow_websocket: true },
    }),
  },
  {
    name: "shell_exec",
    request: (port, folder) => {
      const script = `require("node:net").connect(${port}, "${reaching}"); setInterval(() => {}, 1e6);`;
      writeFileSync(join(folder, "stay.cjs"), script);
      return { command: "node stay.cjs", workdir: folder, timeout_ms: 600_000 };
    },
    permissions: (folder) => ({
      shell: { enabled: true, allowlist: ["node **"], allowed_dirs: [folder] },
    }),
  },
  {
    name: "prompt_complete",
    request: () => ({ prompt: "2 + 2?" }),
    permissions: () => ({ llm: { enabled: true } }),
    llm: (port) => ({ endpoint: `http://${reaching}:${port}/v1`, model: "silent" }),
  },
];

test.each(cases)("what a cancelled call waits for in $name ends with it", async (each) => {
  const { name, permissions } = each;
  const { server, port } = await silentPeer();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "cancel-")));
  const request = each.request(port, folder);
  const host = createHost({ onNotice: () => {}, llm: each.llm?.(port) });
  onTestFinished(() => host.stop({ graceMs: 0 }));
  const module = guestSkill({
    imports: hostImport(name),
    request,
    misbehave: hostCall(name, request),
  });
  const manifest = manifestFor("skill", { permissions: permissions(folder) });
  await host.add({ manifest, module });
  const controller = new AbortController();
  const connected = once(server, "connection") as Promise<[Socket]>;
  const call = host.invoke("skill", "run", { args: MISBEHAVE, signal: controller.signal });
  const failed = expect(call).rejects.toMatchObject({ code: "cancelled" });
  const [socket] = await connected;
  const closed = once(
    socket.resume().on("error", () => {}),
    "close",
  );
  controller.abort();
  await Promise.all([failed, closed]);
  expect((await host.invoke("skill", "run")).value).toBe("fine");
});
