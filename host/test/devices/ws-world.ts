import type { AsyncDevice, HostCall, HostFunctionTypes } from "@luminarys/sdk-as/engine";
import { createWsDevice } from "../../devices/ws.js";
import type { EventDriver } from "./event-driver.js";
import { hostCall } from "./host-call.js";
import { createNetworkWorld, type NetworkWorldOptions } from "./network-world.js";

type ConnectRequest = HostFunctionTypes["ws_connect"]["request"];

/** A ws device, and a skill that uses it. */
export class WsWorld {
  readonly driver: EventDriver;
  readonly device: AsyncDevice<"ws"> & { close(): unknown };

  constructor(options: NetworkWorldOptions = {}) {
    const { context, driver } = createNetworkWorld(options);
    this.driver = driver;
    this.device = createWsDevice(context);
  }

  async connect(url: string, rest: Partial<ConnectRequest> = {}): Promise<string> {
    const defaults = { callback: "on_ws", insecure: false, headers: [], timeout_ms: 0 };
    return (await this.device.ws_connect({ ...defaults, url, ...rest }, hostCall)).conn_id;
  }

  async send(conn_id: string, data: string | Uint8Array, call: HostCall = hostCall) {
    const message_type = typeof data === "string" ? "text" : "binary";
    const bytes = typeof data === "string" ? Buffer.from(data) : data;
    await this.device.ws_send({ conn_id, data: bytes, message_type }, call);
  }

  async hangUp(conn_id: string, code = 0, reason = "") {
    await this.device.ws_close({ conn_id, code, reason }, hostCall);
  }

  async close() {
    await this.device.close();
  }
}
