import type { HostCall } from "../engine/device.js";
import type { DeviceSet } from "../engine/local-runner.js";
import type { ManualClock } from "../engine/manual-clock.js";
import type { DeviceHost } from "../engine/skill-input.js";
import type { SkillCaller } from "./devices/skill-caller.js";
import { FakeDevices } from "./fake-devices.js";
import { FakeLevers, type Levers } from "./levers.js";

export interface Fakes {
  readonly devices: FakeDevices;
  readonly levers: Levers;
  /** What an engine takes as a skill's `devices`; each is made when it is first looked at. */
  devicesFor(host: DeviceHost): DeviceSet;
}

/**
 * A machine, a network and clients that do what a test tells them to, on one virtual clock. Clients call
 * skills by `caller`.
 */
export function createFakes(clock: ManualClock, caller: SkillCaller): Fakes {
  const hosts = new Map<string, DeviceHost>();
  const hostOf = ({ skillId }: HostCall): DeviceHost => {
    const host = hosts.get(skillId);
    if (!host) throw new TypeError(`Cannot find the host of skill "${skillId}"`);
    return host;
  };
  const devices = new FakeDevices({ clock, caller, hosts, hostOf });
  const devicesFor = (host: DeviceHost): DeviceSet => {
    hosts.set(host.skillId, host);
    return new FakeDeviceSet(devices, host.skillId);
  };
  return { devices, levers: new FakeLevers(devices), devicesFor };
}

class FakeDeviceSet implements DeviceSet {
  private readonly devices: FakeDevices;
  private readonly skillId: string;

  constructor(devices: FakeDevices, skillId: string) {
    this.devices = devices;
    this.skillId = skillId;
  }

  get fs() {
    return this.devices.fs.device;
  }

  get archive() {
    return this.devices.archive.device;
  }

  get http() {
    return this.devices.http.device;
  }

  get tcp() {
    return this.devices.tcp.device;
  }

  get ws() {
    return this.devices.ws.device;
  }

  get shell() {
    return this.devices.shell.device;
  }

  get llm() {
    return this.devices.llm.device;
  }

  get system() {
    return this.devices.system.device;
  }

  get cluster() {
    return this.devices.cluster.device;
  }

  get web() {
    return this.devices.web.device;
  }

  get sockets() {
    return this.devices.sockets.device;
  }

  close = (): void => {
    const { tcp, ws, shell, sockets } = this.devices.made;
    for (const fake of [tcp, ws, shell, sockets]) fake?.close(this.skillId);
  };
}
