import {
  type AsyncDevice,
  decideHttp,
  demand,
  type HostCall,
  HostError,
  type HostFunctionTypes,
} from "@luminarys/sdk-as/engine";
import { readCloseCode, readHandshake, readMessageType } from "@luminarys/sdk-as/engine/cores";
import { ConnectionTable } from "../connections/connection-table.js";
import { dial } from "../connections/dial.js";
import { Sockets } from "../connections/sockets.js";
import { Underway } from "../connections/underway.js";
import type { NetworkContext } from "../device-context.js";
import { TimeLimit } from "../network/time-limit.js";
import { WsConnection } from "./connection.js";
import { shakeHands } from "./handshake.js";

const MIB = 1024 * 1024;
const MOST_MESSAGE_MIB = 64;

type ConnectRequest = HostFunctionTypes["ws_connect"]["request"];

/** Real WebSockets of one skill. */
export class WsDevice implements AsyncDevice<"ws"> {
  private readonly context: NetworkContext;
  private readonly table = new ConnectionTable<WsConnection>();
  private readonly underway = new Underway();
  private readonly sockets: Sockets;

  constructor(context: NetworkContext) {
    this.context = context;
    const { clock, manifest } = context;
    this.sockets = new Sockets({ clock, mostLeaving: manifest.limits.connections });
  }

  readonly ws_connect: AsyncDevice<"ws">["ws_connect"] = async (request, call) => {
    const action = `connect to "${request.url}"`;
    const release = this.context.connections.take(action);
    try {
      return { conn_id: await this.open(request, { call, action, release }) };
    } catch (error) {
      release();
      throw error;
    }
  };

  readonly ws_send: AsyncDevice<"ws">["ws_send"] = async (request, call) => {
    const { conn_id, data, message_type } = request;
    const connection = this.table.demandOpen(conn_id, "send to WebSocket");
    const action = `send to WebSocket "${conn_id}"`;
    const type = readAsked(action, () => readMessageType(message_type, data));
    const { clock } = this.context;
    const limit = new TimeLimit({ clock, call, timeoutMs: 0, action });
    await this.underway.run(limit, () => connection.send({ type, data }, { limit, action }));
  };

  readonly ws_close: AsyncDevice<"ws">["ws_close"] = ({ conn_id, code, reason }) => {
    const action = `close WebSocket "${conn_id}"`;
    const closeCode = readAsked(action, () => readCloseCode(Number(code), reason));
    this.table.find(conn_id)?.leave(closeCode, reason);
  };

  /** Ends what is open and what is under way, and waits for the system to have closed it. */
  async close(): Promise<void> {
    this.table.closeAll();
    const reason = "Cannot go on: the skill was closed";
    this.underway.abort(new HostError(reason, { code: "closed" }));
    await this.sockets.close();
  }

  private open(
    request: ConnectRequest,
    asked: { call: HostCall; action: string; release: () => void },
  ): Promise<string> {
    const { url: text, headers, insecure, timeout_ms: timeoutMs, callback } = request;
    const { call, action, release } = asked;
    const { context, sockets, table } = this;
    const { manifest, clock, deliver } = context;
    const { http } = manifest.permissions;
    const { url, target } = demand(decideHttp(http, { url: text, websocket: true }), action);
    const handshake = readAsked(action, () => readHandshake(url.href, headers));
    const tls = url.scheme === "wss" ? { insecure, protocols: ["http/1.1"] } : undefined;
    const limit = new TimeLimit({ clock, call, timeoutMs, action });
    const maxMessageBytes = Math.min(MOST_MESSAGE_MIB, manifest.limits.memory_mb) * MIB;
    return this.underway.run(limit, async ({ signal }) => {
      const socket = await dial({ target, action, tls }, { limit, context });
      sockets.add(socket);
      const options = { ...handshake, href: url.href, maxMessageBytes, signal, action };
      const webSocket = await shakeHands(socket, options);
      const id = ConnectionTable.createId("ws");
      const onGone = (gone: WsConnection) => {
        table.retire(gone);
        release();
      };
      const parts = { id, callback, call, webSocket, socket, sockets, deliver, onGone };
      table.add(new WsConnection(parts));
      return id;
    });
  }
}

/** A SyntaxError is an invalid request. */
function readAsked<T>(action: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new HostError(`Cannot ${action}: ${cause.message}`, { code: "invalid", cause });
  }
}
