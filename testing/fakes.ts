import type { HostCall } from "../engine/device.js";
import type { DeviceSet } from "../engine/local-runner.js";
import type { ManualClock } from "../engine/manual-clock.js";
import type { DeviceHost } from "../engine/skill-input.js";
import { createAdmission } from "./admission.js";
import { createArchive } from "./devices/archive.js";
import { type ClusterLevers, createCluster } from "./devices/cluster.js";
import { createDns, type DnsLevers } from "./devices/dns.js";
import { createFs, type FsLevers } from "./devices/fs.js";
import { createHttp, type HttpLevers } from "./devices/http.js";
import { createLlm, type LlmLevers } from "./devices/llm.js";
import { Log } from "./devices/log.js";
import { createShell, type ShellLevers } from "./devices/shell.js";
import type { Surroundings } from "./devices/surroundings.js";
import { createSystem, type SystemLevers } from "./devices/system.js";
import { createTcp, type TcpLevers } from "./devices/tcp.js";
import { createWs, type WsLevers } from "./devices/ws.js";
import { FileTree } from "./files/file-tree.js";
import { createQuota, limitOf } from "./quota.js";

/** The levers of all fake devices, which all skills of a host share. */
export interface Levers {
  readonly fs: FsLevers;
  readonly http: HttpLevers;
  readonly tcp: TcpLevers;
  readonly ws: WsLevers;
  readonly shell: ShellLevers;
  readonly llm: LlmLevers;
  readonly system: SystemLevers;
  readonly cluster: ClusterLevers;
  readonly dns: DnsLevers;
  readonly log: Log;
}

/** What levers prepare that a manifest would have to grant: patterns, commands and nodes. */
export interface Scripted {
  readonly http: string[];
  readonly tcp: string[];
  readonly ws: string[];
  readonly shell: string[];
  readonly nodes: string[];
}

export interface Fakes {
  readonly levers: Levers;
  /** What an engine takes as a skill's `devices`. */
  devicesFor(host: DeviceHost): DeviceSet;
  scripted(): Scripted;
  /** Levers that nothing has pulled, as a test writes them. */
  unused(): string[];
}

/** A machine and a network that do what a test tells them to, on one virtual clock. */
export function createFakes(clock: ManualClock): Fakes {
  const hosts = new Map<string, DeviceHost>();
  const hostOf = ({ skillId }: HostCall): DeviceHost => {
    const host = hosts.get(skillId);
    if (!host) throw new TypeError(`Cannot find the host of skill "${skillId}"`);
    return host;
  };
  const parts = createParts(clock, hostOf);
  const { fs, archive, http, tcp, ws, shell, llm, system, cluster, dns } = parts;
  const all = [fs, archive, http, tcp, ws, shell, llm, system, cluster, dns];
  const devicesFor = (host: DeviceHost): DeviceSet => {
    hosts.set(host.skillId, host);
    const devices = { fs, archive, http, tcp, ws, shell, llm, system, cluster };
    const entries = Object.entries(devices).map(([area, { device }]) => [area, device]);
    const close = () => {
      for (const each of [tcp, ws, shell]) each.close(host.skillId);
    };
    return { ...Object.fromEntries(entries), close };
  };
  return {
    levers: leversOf(parts),
    devicesFor,
    scripted: () => ({
      http: http.scripted(),
      tcp: tcp.scripted(),
      ws: ws.scripted(),
      shell: shell.scripted(),
      nodes: cluster.scripted(),
    }),
    unused: () => all.flatMap((fake) => fake.unused()),
  };
}

function leversOf(parts: ReturnType<typeof createParts>): Levers {
  const { fs, http, tcp, ws, shell, llm, system, cluster, dns, log } = parts;
  return {
    fs: fs.levers,
    http: http.levers,
    tcp: tcp.levers,
    ws: ws.levers,
    shell: shell.levers,
    llm: llm.levers,
    system: system.levers,
    cluster: cluster.levers,
    dns: dns.levers,
    log,
  };
}

function createParts(clock: ManualClock, hostOf: (call: HostCall) => DeviceHost) {
  const tree = new FileTree(() => clock.now());
  const manifestOf = (call: HostCall) => hostOf(call).manifest;
  const surroundings: Surroundings = {
    clock,
    deliver: (delivery) => hostOf(delivery.connection.call).deliver(delivery),
    ...createAdmission({ manifestOf, tree }),
    ...createQuota({
      manifestOf,
      count: {
        connection: (skillId) => tcp.countOpen(skillId) + ws.countOpen(skillId),
        process: (skillId) => shell.countRunning(skillId),
      },
    }),
  };
  const dns = createDns();
  const linesPerSecond = (call: HostCall) => limitOf(manifestOf(call).limits.log_lines_per_s);
  const log = new Log({ now: () => clock.now(), linesPerSecond });
  const { resolve } = dns;
  const maxBytes = (call: HostCall) => manifestOf(call).permissions.http.max_response_bytes;
  const idleMs = (call: HostCall) => manifestOf(call).permissions.tcp.idle_ms;
  const env = (call: HostCall) => manifestOf(call).env;
  const tcp = createTcp({ surroundings, resolve, idleMs });
  const ws = createWs({ surroundings, resolve });
  const shell = createShell({ surroundings, tree });
  return {
    dns,
    log,
    tcp,
    ws,
    shell,
    fs: createFs(surroundings, tree),
    archive: createArchive({ surroundings, tree }),
    http: createHttp({ surroundings, resolve, maxBytes }),
    llm: createLlm({ surroundings, history: (call) => historyOf(hostOf(call), call) }),
    system: createSystem({ surroundings, tree, log, env }),
    cluster: createCluster({ surroundings, tree }),
  };
}

function historyOf({ store }: DeviceHost, call: HostCall) {
  const history = store.listHistory(call.llmSessionId || call.sessionId);
  if (history instanceof Promise) throw new TypeError("Cannot read the history: the store is slow");
  return history;
}
