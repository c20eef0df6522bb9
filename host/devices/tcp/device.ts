import type { Socket } from "node:net";
import {
  type AsyncDevice,
  decideTcp,
  demand,
  type HostCall,
  HostError,
  type HostFunctionTypes,
  type NetworkTarget,
} from "@luminarys/sdk-as/engine";
import { ConnectionTable } from "../connections/connection-table.js";
import { type DialRequest, dial } from "../connections/dial.js";
import { Sockets } from "../connections/sockets.js";
import { Underway } from "../connections/underway.js";
import type { NetworkContext } from "../device-context.js";
import { TimeLimit } from "../network/time-limit.js";
import { TcpConnection } from "./connection.js";
import { exchange } from "./exchange.js";

const MIB = 1024 * 1024;
const DEFAULT_MAX_BYTES = MIB;
/** Whose decisions are kept. */
const MOST_TARGETS = 256;

export interface TcpDeviceOptions {
  /** Gives numbers from 0 up to 1, which spread attempts to reconnect. */
  readonly random?: () => number;
}

type ConnectRequest = HostFunctionTypes["tcp_connect"]["request"];

/** Real sockets of one skill. */
export class TcpDevice implements AsyncDevice<"tcp"> {
  private readonly context: NetworkContext;
  private readonly random: () => number;
  private readonly table = new ConnectionTable<TcpConnection>();
  private readonly underway = new Underway();
  private readonly sockets: Sockets;
  private readonly targets = new Map<string, NetworkTarget>();

  constructor(context: NetworkContext, { random = Math.random }: TcpDeviceOptions) {
    this.context = context;
    this.random = random;
    const { clock, manifest } = context;
    this.sockets = new Sockets({ clock, mostLeaving: manifest.limits.connections });
  }

  readonly tcp_request: AsyncDevice<"tcp">["tcp_request"] = async (request, call) => {
    const { addr, data, timeout_ms: timeoutMs, tls, insecure } = request;
    const { clock, manifest } = this.context;
    const action = `request "${addr}"`;
    const to = this.targetOf(addr, tls ? { insecure } : undefined);
    const limit = new TimeLimit({ clock, call, timeoutMs, action });
    const answer = await this.underway.run(limit, async ({ signal }) => {
      const socket = await this.open(to, limit);
      const maxBytes =
        Number(request.max_bytes) > 0 ? Number(request.max_bytes) : DEFAULT_MAX_BYTES;
      const capBytes = manifest.limits.memory_mb * MIB;
      return exchange(socket, { data, maxBytes, capBytes, signal, clock, action });
    });
    return { data: answer };
  };

  readonly tcp_connect: AsyncDevice<"tcp">["tcp_connect"] = async (request, call) => {
    const action = `connect to "${request.addr}"`;
    const release = this.context.connections.take(action);
    try {
      const socket = await this.connect(request, call);
      return { conn_id: this.keep(socket, { request, call, release }) };
    } catch (error) {
      release();
      throw error;
    }
  };

  readonly tcp_set_callback: AsyncDevice<"tcp">["tcp_set_callback"] = ({ conn_id, callback }) => {
    this.table.demandOpen(conn_id, "set the callback of connection").callback = callback;
  };

  readonly tcp_write: AsyncDevice<"tcp">["tcp_write"] = async ({ conn_id, data }, call) => {
    const connection = this.table.demandOpen(conn_id, "write to connection");
    const action = `write to connection "${conn_id}"`;
    const { clock } = this.context;
    const limit = new TimeLimit({ clock, call, timeoutMs: 0, action });
    await this.underway.run(limit, () => connection.write(data, { limit, action }));
  };

  readonly tcp_close: AsyncDevice<"tcp">["tcp_close"] = ({ conn_id }) => {
    this.table.find(conn_id)?.close();
  };

  /** Ends what is open and what is under way, and waits for the system to have closed it. */
  async close(): Promise<void> {
    this.table.closeAll();
    this.underway.abort(closedError());
    await this.sockets.close();
  }

  private connect(request: ConnectRequest, call: HostCall): Promise<Socket> {
    const { addr, tls, insecure, server_name: serverName, timeout_ms: timeoutMs } = request;
    const { clock } = this.context;
    const to = this.targetOf(addr, tls ? { insecure, serverName } : undefined);
    const limit = new TimeLimit({ clock, call, timeoutMs, action: to.action });
    return this.underway.run(limit, () => this.open(to, limit));
  }

  private keep(
    socket: Socket,
    opened: { request: ConnectRequest; call: HostCall; release: () => void },
  ): string {
    const { request, call, release } = opened;
    const { context, sockets, random, table } = this;
    const connection = new TcpConnection(
      {
        id: ConnectionTable.createId("tcp"),
        callback: request.callback,
        call,
        context,
        sockets,
        random,
        // The call that opened it has ended long ago, its deadline with it.
        open: () => this.connect(request, { ...call, deadlineNs: 0 }),
        onGone: (gone) => {
          table.retire(gone);
          release();
        },
      },
      socket,
    );
    table.add(connection);
    return connection.id;
  }

  private async open(to: DialRequest, limit: TimeLimit): Promise<Socket> {
    const socket = await dial(to, { limit, context: this.context });
    this.sockets.add(socket);
    if (!limit.signal.aborted) return socket;
    socket.on("error", () => {}).destroy();
    throw limit.signal.reason;
  }

  private targetOf(addr: string, tls: DialRequest["tls"]): DialRequest {
    const action = `connect to "${addr}"`;
    const target = this.targets.get(addr) ?? this.decide(addr, action);
    return { target, action, tls };
  }

  /** What the manifest says of an address text never changes, while its name may lead elsewhere. */
  private decide(addr: string, action: string): NetworkTarget {
    const { target } = demand(decideTcp(this.context.manifest.permissions.tcp, addr), action);
    if (this.targets.size >= MOST_TARGETS) this.targets.clear();
    this.targets.set(addr, target);
    return target;
  }
}

function closedError(): HostError {
  return new HostError("Cannot go on: the skill was closed", { code: "closed" });
}
