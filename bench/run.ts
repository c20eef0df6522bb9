import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { measureGenerate } from "./generate.js";
import { measureBridge } from "./host/bridge.js";
import { measureChannels } from "./host/channels.js";
import { measureEvents } from "./host/events.js";
import { measureFs } from "./host/fs.js";
import { measureGateway } from "./host/gateway.js";
import { measureHttp } from "./host/http.js";
import { measureMcp } from "./host/mcp.js";
import { measureMcpTransports } from "./host/mcp-transports.js";
import { measureHostMemory } from "./host/memory.js";
import { measureNeighbours } from "./host/neighbour.js";
import { measureSocketFace } from "./host/socket-face.js";
import { measureSockets } from "./host/sockets.js";
import { measureHostStart } from "./host/start.js";
import { measureStore } from "./host/store.js";
import { measureWeb } from "./host/web.js";
import { measureHost } from "./host.js";
import { printTable, type Report } from "./report.js";
import { measureSize, measureStart } from "./size.js";
import { measureSpeed } from "./speed.js";

const { values } = parseArgs({
  options: {
    /** Runs only what holds this text, such as "echo" or "size". */
    filter: { type: "string", default: "" },
    /** Prints the report as JSON instead of a table. */
    json: { type: "boolean", default: false },
    /** Name of the file in bench/results. */
    name: { type: "string", default: "latest" },
  },
});

const wanted = (name: string) => name.includes(values.filter);
const report: Report = {
  date: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model ?? "unknown",
  rows: [
    ...(await measureSpeed(wanted)),
    ...(await measureStart(wanted)),
    ...(await measureSize(wanted)),
    ...(await measureGenerate(wanted)),
    ...(await measureHost(wanted)),
    ...(await measureBridge(wanted)),
    ...(await measureHostStart(wanted)),
    ...(await measureHostMemory(wanted)),
    ...(await measureNeighbours(wanted)),
    ...(await measureFs(wanted)),
    ...(await measureHttp(wanted)),
    ...(await measureSockets(wanted)),
    ...(await measureEvents(wanted)),
    ...(await measureStore(wanted)),
    ...(await measureMcp(wanted)),
    ...(await measureMcpTransports(wanted)),
    ...(await measureChannels(wanted)),
    ...(await measureWeb(wanted)),
    ...(await measureSocketFace(wanted)),
    ...(await measureGateway(wanted)),
  ],
};
const results = new URL("results/", import.meta.url);
mkdirSync(results, { recursive: true });
writeFileSync(new URL(`${values.name}.json`, results), `${JSON.stringify(report, null, 2)}\n`);
console.log(values.json ? JSON.stringify(report, null, 2) : printTable(report.rows));
