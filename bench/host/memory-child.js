import { readFileSync } from "node:fs";
import { completeManifest } from "@luminarys/sdk-as/engine";
import { createHost } from "@luminarys/skill-host";

/* Prints what declared and started skills take of a process that holds nothing else, in bytes. */
const DECLARED = 200;
const STARTED = 20;

const wasm = readFileSync(process.argv[2]);
const host = createHost();

async function add(id, label) {
  const manifest = completeManifest({ id, path: "echo.wasm", env: { KEY: "value" } });
  await host.add({ manifest, module: Buffer.concat([wasm, customSection(label)]) });
}

/** Makes modules differ. */
function customSection(label) {
  const name = Buffer.from(label);
  return Buffer.concat([Buffer.from([0, name.length + 1, name.length]), name]);
}

function resident() {
  globalThis.gc?.();
  return process.memoryUsage.rss();
}

const call = (id) => host.invoke(id, "echo", { args: { text: "hello" } });

await add("first", "first");
await call("first");
const before = resident();
for (let i = 0; i < DECLARED; i++) await add(`declared-${i}`, `${i}`);
const declared = resident();
for (let i = 0; i < STARTED; i++) await call(`declared-${i}`);
const started = resident();
await host.stop();
console.log(JSON.stringify([declared - before, (started - declared) / STARTED]));
