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
import type { Row } from "./report.js";
import { measureSize, measureStart } from "./size.js";
import { measureSpeed } from "./speed.js";

const measures = [
  measureSpeed,
  measureStart,
  measureSize,
  measureGenerate,
  measureHost,
  measureBridge,
  measureHostStart,
  measureHostMemory,
  measureNeighbours,
  measureFs,
  measureHttp,
  measureSockets,
  measureEvents,
  measureStore,
  measureMcp,
  measureMcpTransports,
  measureChannels,
  measureWeb,
  measureSocketFace,
  measureGateway,
];

/** Measures what is wanted, one after the other, so that nothing runs beside it. */
export async function measureAll(wanted: (name: string) => boolean): Promise<Row[]> {
  const rows: Row[] = [];
  for (const measure of measures) rows.push(...(await measure(wanted)));
  return rows;
}
