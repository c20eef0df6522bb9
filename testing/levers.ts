import type { ClusterLevers } from "./devices/cluster.js";
import type { DnsLevers } from "./devices/dns.js";
import type { FsLevers } from "./devices/fs.js";
import type { HttpLevers } from "./devices/http.js";
import type { LlmLevers } from "./devices/llm.js";
import type { Log } from "./devices/log.js";
import type { ShellLevers } from "./devices/shell.js";
import type { SocketsLevers } from "./devices/sockets.js";
import type { SystemLevers } from "./devices/system.js";
import type { TcpLevers } from "./devices/tcp.js";
import type { WebLevers } from "./devices/web.js";
import type { WsLevers } from "./devices/ws.js";
import type { FakeDevices } from "./fake-devices.js";

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
  readonly web: WebLevers;
  readonly sockets: SocketsLevers;
  readonly log: Log;
}

/** Makes a device when its levers are first looked at. */
export class FakeLevers implements Levers {
  protected readonly devices: FakeDevices;

  constructor(devices: FakeDevices) {
    this.devices = devices;
  }

  get fs(): FsLevers {
    return this.devices.fs.levers;
  }

  get http(): HttpLevers {
    return this.devices.http.levers;
  }

  get tcp(): TcpLevers {
    return this.devices.tcp.levers;
  }

  get ws(): WsLevers {
    return this.devices.ws.levers;
  }

  get shell(): ShellLevers {
    return this.devices.shell.levers;
  }

  get llm(): LlmLevers {
    return this.devices.llm.levers;
  }

  get system(): SystemLevers {
    return this.devices.system.levers;
  }

  get cluster(): ClusterLevers {
    return this.devices.cluster.levers;
  }

  get dns(): DnsLevers {
    return this.devices.dns.levers;
  }

  get web(): WebLevers {
    return this.devices.web.levers;
  }

  get sockets(): SocketsLevers {
    return this.devices.sockets.levers;
  }

  get log(): Log {
    return this.devices.log;
  }
}
