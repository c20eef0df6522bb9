import type { AsyncDevice, HostCall, HostFunctionTypes } from "@luminarys/sdk-as/engine";
import { createTcpDevice } from "../../devices/tcp.js";
import type { EventDriver } from "./event-driver.js";
import { hostCall } from "./host-call.js";
import { createNetworkWorld, type NetworkWorldOptions } from "./network-world.js";

type ConnectRequest = HostFunctionTypes["tcp_connect"]["request"];

export interface TcpWorldOptions extends NetworkWorldOptions {
  readonly random?: () => number;
}

/** A tcp device, and a skill that uses it. */
export class TcpWorld {
  readonly driver: EventDriver;
  readonly device: AsyncDevice<"tcp"> & { close(): unknown };

  constructor({ random = () => 0, ...options }: TcpWorldOptions = {}) {
    const { context, driver } = createNetworkWorld(options);
    this.driver = driver;
    this.device = createTcpDevice(context, { random });
  }

  async connect(addr: string, rest: Partial<ConnectRequest> = {}): Promise<string> {
    const defaults = { callback: "on_tcp", tls: false, insecure: false, server_name: "" };
    const request = { ...defaults, addr, timeout_ms: 0, ...rest };
    return (await this.device.tcp_connect(request, hostCall)).conn_id;
  }

  async write(conn_id: string, data: string | Uint8Array, call: HostCall = hostCall) {
    await this.device.tcp_write(
      { conn_id, data: typeof data === "string" ? Buffer.from(data) : data },
      call,
    );
  }

  async setCallback(conn_id: string, callback: string) {
    await this.device.tcp_set_callback({ conn_id, callback }, hostCall);
  }

  async hangUp(conn_id: string) {
    await this.device.tcp_close({ conn_id }, hostCall);
  }

  async close() {
    await this.device.close();
  }
}
