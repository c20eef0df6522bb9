import { archive } from "./archive.js";
import { cluster } from "./cluster.js";
import { fs } from "./fs.js";
import { http } from "./http.js";
import { llm } from "./llm.js";
import type { Area, HostFunction } from "./schema.js";
import { shell } from "./shell.js";
import { sockets } from "./sockets.js";
import { system } from "./system.js";
import { tcp } from "./tcp.js";
import { web } from "./web.js";
import { ws } from "./ws.js";

export * from "./commands.js";
export * from "./descriptor.js";
export * from "./envelopes.js";
export * from "./errors.js";
export * from "./events.js";
export type * from "./schema.js";

export const areas: readonly Area[] = [
  fs,
  http,
  tcp,
  ws,
  shell,
  archive,
  cluster,
  system,
  llm,
  web,
  sockets,
];

export const hostFunctions: readonly HostFunction[] = areas.flatMap((area) => area.calls);
