import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { serve } from "@hono/node-server";
import { completeManifest } from "@luminarys/sdk-as/engine";
import { createHost, createSessionIds, listen, WebFace } from "@luminarys/skill-host";
import { Hono } from "hono";

/** Serves a page at "/", of a skill or of a bare thread behind hono, and sends where. */
const [what, wasm] = process.argv.slice(2);
const url = await { skill: skillPage, plain: plainPage }[what]();
process.send?.(url);

async function skillPage() {
  const host = createHost();
  const web = { route: { method: "GET", path: "/" } };
  const manifest = completeManifest({ id: "page", path: wasm, web });
  await host.add({ manifest, module: readFileSync(wasm) });
  const sessions = createSessionIds(Buffer.from("a secret for the bench"));
  const face = new WebFace({ host, secure: false, sessions });
  const http = {
    addr: { host: "127.0.0.1", port: 0 },
    allowed_origins: [],
    requests_per_second: 0,
  };
  const mounts = [{ path: undefined, fetch: face.fetch.bind(face) }];
  return (await listen({ http, mounts, onError: console.error })).url;
}

async function plainPage() {
  const thread = new Worker(new URL("echo-thread.js", import.meta.url), { execArgv: [] });
  const app = new Hono();
  app.get("/", async (context) => {
    thread.postMessage("<p>hello</p>");
    const [text] = await once(thread, "message");
    return context.html(text);
  });
  return new Promise((resolve) => {
    serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}
