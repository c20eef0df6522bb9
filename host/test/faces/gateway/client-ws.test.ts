import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { startWebSocketServer } from "../../../channels/start-web-socket-server.js";
import { GatewayClient } from "../../../faces/gateway/client/node-gateway-client.js";
import { gatewayChannelOptions } from "../../../faces/gateway/gateway-face.js";
import { openWorld, secretOf } from "./gateway-world.js";
import { serveWorld } from "./served-world.js";

const hello = { agentId: "main", message: "Hi" };
const host = fileURLToPath(new URL("../../../", import.meta.url));

describe("the client for Node", () => {
  it("chats over a WebSocket, on versions of Node too that have none", async () => {
    const { url } = await serveWorld();
    const client = new GatewayClient({ url, userId: "ann", token: secretOf("team") });
    onTestFinished(() => client.close());
    await client.connect();
    expect(await client.chat(hello).answer).toMatchObject({ content: "Hello!" });
  });

  it("comes back to a gateway that was away", async () => {
    const { face } = openWorld();
    const serve = (port: number) =>
      startWebSocketServer({
        ...gatewayChannelOptions,
        path: "/ws",
        port,
        onChannel: (channel) => face.acceptText(channel),
      });
    const first = await serve(0);
    let isBack = () => {};
    const back = new Promise<void>((resolve) => {
      isBack = resolve;
    });
    const states: string[] = [];
    const client = new GatewayClient({
      url: first.url,
      userId: "ann",
      token: secretOf("team"),
      reconnect: { minMs: 5, maxMs: 20 },
      onState: (state) => {
        states.push(state);
        if (states.length === 4) isBack();
      },
    });
    onTestFinished(() => client.close());
    await client.connect();
    await first.close();
    const second = await serve(first.port);
    onTestFinished(() => second.close());
    await back;
    expect(states).toEqual(["connecting", "connected", "reconnecting", "connected"]);
    expect(await client.call("health")).toEqual({ status: "ok" });
  });
});

describe("the package's entry for browsers", () => {
  async function bundle() {
    const { outputFiles, metafile } = await build({
      entryPoints: [join(host, "browser.ts")],
      bundle: true,
      write: false,
      metafile: true,
      platform: "browser",
      format: "iife",
      globalName: "entry",
      logLevel: "silent",
    });
    return { text: outputFiles[0]?.text ?? "", inputs: Object.keys(metafile.inputs) };
  }

  it("needs no other package, and nothing of Node", async () => {
    const { inputs, text } = await bundle();
    expect(
      inputs.filter((path) => !/^host\/(channels|faces\/gateway)\/|^host\/browser\.ts$/.test(path)),
    ).toEqual([]);
    expect(text).not.toMatch(/require\(|node:/);
  });

  it("has the client, which runs where there is a WebSocket", async () => {
    const { url } = await serveWorld();
    const { text } = await bundle();
    const names = ["crypto", "setTimeout", "clearTimeout", "queueMicrotask", "URL", "TextEncoder"];
    const own = names.map((name) => [name, globalThis[name as keyof typeof globalThis]]);
    const globals = { ...Object.fromEntries(own), console, WebSocket };
    const script = `${text}; entry`;
    const entry = runInNewContext(script, globals) as typeof import("../../../browser.js");
    const client = new entry.GatewayClient({ url, userId: "ann", token: secretOf("team") });
    onTestFinished(() => client.close());
    await client.connect();
    const texts: string[] = [];
    for await (const event of client.chat(hello)) {
      if (event.kind === "text") texts.push(event.delta);
    }
    expect(texts.join("")).toBe("Hello!");
  });
});
