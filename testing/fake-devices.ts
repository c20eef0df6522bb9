import type { HostCall } from "../engine/device.js";
import type { ManualClock } from "../engine/manual-clock.js";
import type { DeviceHost } from "../engine/skill-input.js";
import { createAdmission } from "./admission.js";
import { type ArchiveFake, createArchive } from "./devices/archive.js";
import { type ClusterFake, createCluster } from "./devices/cluster.js";
import { createDns, type Dns } from "./devices/dns.js";
import { createFs, type FsFake } from "./devices/fs.js";
import { createHttp, type HttpFake } from "./devices/http.js";
import { createLlm, type LlmFake } from "./devices/llm.js";
import { Log } from "./devices/log.js";
import { createShell, type ShellFake } from "./devices/shell.js";
import type { SkillCaller } from "./devices/skill-caller.js";
import { createSockets, type SocketsFake } from "./devices/sockets.js";
import type { Surroundings } from "./devices/surroundings.js";
import { createSystem, type SystemFake } from "./devices/system.js";
import { createTcp, type TcpFake } from "./devices/tcp.js";
import { createWeb, type WebFake } from "./devices/web.js";
import { createWs, type WsFake } from "./devices/ws.js";
import { FileTree } from "./files/file-tree.js";
import { Grants, type Scripted } from "./grants.js";
import { createQuota, limitOf } from "./quota.js";

/** The fake devices that were asked for so far. */
export interface MadeDevices {
  fs?: FsFake;
  archive?: ArchiveFake;
  http?: HttpFake;
  tcp?: TcpFake;
  ws?: WsFake;
  shell?: ShellFake;
  llm?: LlmFake;
  system?: SystemFake;
  cluster?: ClusterFake;
  dns?: Dns;
  web?: WebFake;
  sockets?: SocketsFake;
  log?: Log;
}

export interface FakeDevicesParts {
  readonly clock: ManualClock;
  readonly caller: SkillCaller;
  /** Of the skills, by id. */
  readonly hosts: ReadonlyMap<string, DeviceHost>;
  /** Of the skill that calls. */
  readonly hostOf: (call: HostCall) => DeviceHost;
}

const NONE: readonly string[] = [];

/** One machine and one network. A test uses few of their devices, so each is made when asked for. */
export class FakeDevices {
  /** Whatever isn't here has done nothing and was told nothing. */
  readonly made: MadeDevices = {};
  readonly grants = new Grants(() => this.scripted());
  private readonly clock: ManualClock;
  private readonly parts: FakeDevicesParts;
  private sharedTree: FileTree | undefined;
  private sharedSurroundings: Surroundings | undefined;

  constructor(parts: FakeDevicesParts) {
    this.clock = parts.clock;
    this.parts = parts;
  }

  get fs(): FsFake {
    this.made.fs ??= this.grants.watchFs(createFs(this.surroundings, this.tree));
    return this.made.fs;
  }

  get archive(): ArchiveFake {
    this.made.archive ??= createArchive({ surroundings: this.surroundings, tree: this.tree });
    return this.made.archive;
  }

  get http(): HttpFake {
    const { surroundings } = this;
    this.made.http ??= createHttp({
      surroundings,
      resolve: (name) => this.dns.resolve(name),
      maxBytes: (call) => this.manifestOf(call).permissions.http.max_response_bytes,
    });
    return this.made.http;
  }

  get tcp(): TcpFake {
    const { surroundings } = this;
    this.made.tcp ??= createTcp({
      surroundings,
      resolve: (name) => this.dns.resolve(name),
      permission: (call) => this.manifestOf(call).permissions.tcp,
    });
    return this.made.tcp;
  }

  get ws(): WsFake {
    const { surroundings } = this;
    this.made.ws ??= createWs({ surroundings, resolve: (name) => this.dns.resolve(name) });
    return this.made.ws;
  }

  get shell(): ShellFake {
    this.made.shell ??= createShell({ surroundings: this.surroundings, tree: this.tree });
    return this.made.shell;
  }

  get llm(): LlmFake {
    const { surroundings } = this;
    const history = (call: HostCall) => historyOf(this.parts.hostOf(call), call);
    this.made.llm ??= this.grants.watchModel(createLlm({ surroundings, history }));
    return this.made.llm;
  }

  get system(): SystemFake {
    const { surroundings, tree, log } = this;
    const env = (call: HostCall) => this.manifestOf(call).env;
    this.made.system ??= this.grants.watchSystem(createSystem({ surroundings, tree, log, env }));
    return this.made.system;
  }

  get cluster(): ClusterFake {
    this.made.cluster ??= createCluster({ surroundings: this.surroundings, tree: this.tree });
    return this.made.cluster;
  }

  get dns(): Dns {
    this.made.dns ??= createDns();
    return this.made.dns;
  }

  get web(): WebFake {
    const { caller, hosts } = this.parts;
    this.made.web ??= createWeb({ caller, hosts: () => [...hosts.values()] });
    return this.made.web;
  }

  get sockets(): SocketsFake {
    const { caller, hosts } = this.parts;
    this.made.sockets ??= createSockets({
      caller,
      hosts: () => [...hosts.values()],
      surroundings: this.surroundings,
      ws: () => this.ws.device,
      permission: (call) => this.manifestOf(call).permissions.http,
    });
    return this.made.sockets;
  }

  get log(): Log {
    this.made.log ??= new Log({
      now: () => this.clock.now(),
      linesPerSecond: (call) => limitOf(this.manifestOf(call).limits.log_lines_per_s),
    });
    return this.made.log;
  }

  scripted(): Scripted {
    const { http, tcp, ws, shell, cluster } = this.made;
    return {
      http: http?.scripted() ?? NONE,
      tcp: tcp?.scripted() ?? NONE,
      ws: ws?.scripted() ?? NONE,
      shell: shell?.scripted() ?? NONE,
      nodes: cluster?.scripted() ?? NONE,
    };
  }

  /** Levers that nothing has pulled, as a test writes them. */
  unused(): string[] {
    const { fs, archive, http, tcp, ws, shell, llm, system, cluster, dns, web } = this.made;
    const all = [fs, archive, http, tcp, ws, shell, llm, system, cluster, dns, web];
    return all.flatMap((fake) => fake?.unused() ?? []);
  }

  private get tree(): FileTree {
    this.sharedTree ??= new FileTree(() => this.clock.now());
    return this.sharedTree;
  }

  private get surroundings(): Surroundings {
    this.sharedSurroundings ??= this.createSurroundings();
    return this.sharedSurroundings;
  }

  private createSurroundings(): Surroundings {
    const { clock, made, tree } = this;
    const manifestOf = (call: HostCall) => this.manifestOf(call);
    const countOpen = (skillId: string) =>
      [made.tcp, made.ws, made.sockets].reduce((sum, it) => sum + (it?.countOpen(skillId) ?? 0), 0);
    const countRunning = (skillId: string) => made.shell?.countRunning(skillId) ?? 0;
    return {
      clock,
      deliver: (delivery) => this.parts.hostOf(delivery.connection.call).deliver(delivery),
      ...createAdmission({ manifestOf, tree }),
      ...createQuota({ manifestOf, count: { connection: countOpen, process: countRunning } }),
    };
  }

  private manifestOf(call: HostCall) {
    return this.parts.hostOf(call).manifest;
  }
}

function historyOf({ store }: DeviceHost, call: HostCall) {
  const history = store.listHistory(call.llmSessionId || call.sessionId);
  if (history instanceof Promise) throw new TypeError("Cannot read the history: the store is slow");
  return history;
}
