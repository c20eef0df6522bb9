import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { completeManifest, MemoryStore, type Store } from "@luminarys/sdk-as/engine";
import {
  attachUpgrade,
  type Channel,
  chatPage,
  createAgents,
  createHost,
  GatewayFace,
  type HostConfig,
  TokenList,
} from "@luminarys/skill-host";
import { agentAt } from "../agents/agent-world.js";
import { notesModule } from "../faces/mcp/notes-skill.js";
import {
  type Script,
  type ScriptedEndpoint,
  startScriptedModel,
} from "../support/scripted-model.js";

export interface PageOptions {
  readonly script: readonly Script[];
  readonly tokens?: HostConfig["tokens"];
  readonly anonymous?: "viewer" | "operator";
  readonly agents?: readonly string[];
  /** Pages beside the chat page, by path. */
  readonly pages?: Readonly<Record<string, string>>;
}

/** A host with the skill "notes" and the agent "main" behind the chat page, at a free port. */
export interface PageWorld {
  readonly url: string;
  readonly endpoint: ScriptedEndpoint;
  /** Closes the connections to the gateway, and nothing else. */
  drop(): Promise<void>;
  /** Ends the server and the host; the store stays. */
  stop(): Promise<void>;
  /** Starts them again, at the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openPage(options: PageOptions): Promise<PageWorld> {
  const endpoint = await startScriptedModel(...options.script);
  const store = new MemoryStore();
  const start = (port: number) => serve({ options, endpoint, store, port });
  let running = await start(0);
  const { port } = running;
  return {
    url: `http://localhost:${port}/chat`,
    endpoint,
    drop: () => running.drop(),
    stop: () => running.stop(),
    restart: async () => {
      await running.stop();
      running = await start(port);
    },
    close: async () => {
      await running.stop();
      await endpoint.close();
    },
  };
}

interface ServeOptions {
  readonly options: PageOptions;
  readonly endpoint: ScriptedEndpoint;
  readonly store: Store;
  readonly port: number;
}

async function serve({ options, endpoint, store, port }: ServeOptions) {
  const { tokens = [], anonymous = "operator", agents: ids = ["main"] } = options;
  const host = createHost({ store, onNotice: () => {} });
  const permissions = { llm: { enabled: true } };
  const manifest = completeManifest({ id: "notes", path: "notes.wasm", permissions });
  await host.add({ manifest, module: await notesModule() });
  const agents = createAgents({ host, agents: ids.map((id) => agentAt(endpoint.url, { id })) });
  const face = new GatewayFace({
    host,
    agents,
    config: { anonymous },
    tokens: new TokenList(tokens),
    loopback: true,
  });
  const page = chatPage();
  const server = createServer(
    getRequestListener(
      (request) => {
        const html = options.pages?.[new URL(request.url).pathname];
        if (html === undefined) return page.fetch(request);
        return new Response(html, { headers: { "content-type": "text/html" } });
      },
      { overrideGlobalObjects: false },
    ),
  );
  const channels = new Set<Channel<string | Uint8Array>>();
  const upgrades = attachUpgrade(server, {
    path: "/ws",
    onChannel: (channel) => {
      channels.add(channel);
      face.acceptText(channel);
    },
  });
  server.listen(port, "localhost");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    drop: async () => {
      await Promise.all([...channels].map((channel) => channel.close("dropped", 1012)));
    },
    stop: onlyOnce(async () => {
      await face.close();
      await upgrades.close();
      await agents.close();
      await closeServer(server);
      await host.stop({ graceMs: 0 });
    }),
  };
}

function onlyOnce(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
