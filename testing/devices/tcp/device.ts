import type { Device, HostCall } from "../../../engine/device.js";
import { HostError } from "../../../engine/errors.js";
import type { TcpPermission } from "../../../engine/manifest/model.js";
import { type Endpoint, parseEndpoint } from "../../../engine/permissions/endpoint.js";
import type { TcpConnectRequest, TcpRequestRequest } from "../../../engine/wire/tcp.gen.js";
import { seededNumbers } from "../../random.js";
import { networkError } from "../network-failure.js";
import { Connections } from "../peer/connections.js";
import type { Meeting } from "../peer/conversation-rule.js";
import { PeerRun } from "../peer/peer-run.js";
import { Rules } from "../rule.js";
import type { Surroundings } from "../surroundings.js";
import { unscripted } from "../unscripted.js";
import { Wait } from "../wait.js";
import { TcpConnection } from "./connection.js";
import { receiveAnswer } from "./one-shot.js";
import type { TcpRule, TcpTarget } from "./rule.js";
import { ByteInbox, type TcpOut } from "./script.js";

const MAX_BYTES = 1024 * 1024;

type TcpMeeting = Meeting<ByteInbox, TcpOut>;

export interface TcpParts {
  surroundings: Surroundings;
  resolve: (name: string) => string[];
  /** The manifest's `permissions.tcp`: how long a connection may be silent, and what becomes of a lost one. */
  permission?: (call: HostCall) => Pick<TcpPermission, "idle_ms" | "reconnect">;
  /** Gives numbers from 0 up to 1, which spread attempts to reconnect. */
  random?: () => number;
}

interface Attempt {
  readonly target: TcpTarget;
  readonly call: HostCall;
  /** Undefined where no call waits. */
  readonly wait?: Wait;
  readonly name: "tcp_request" | "tcp_connect";
}

/** Connects skills to scripted peers. */
export class TcpDevice implements Device<"tcp"> {
  readonly rules = new Rules<TcpTarget, TcpMeeting, TcpRule>();
  readonly requests: (TcpTarget & { readonly data: Uint8Array })[] = [];
  readonly connections = new Connections<TcpConnection>();
  private readonly parts: TcpParts;
  private readonly random: () => number;

  constructor(parts: TcpParts) {
    this.parts = parts;
    this.random = parts.random ?? seededNumbers(1);
  }

  tcp_request: Device<"tcp">["tcp_request"] = (request, call) => {
    const { addr, data, max_bytes, timeout_ms } = request;
    const action = `request "${addr}"`;
    const target = targetOf({ ...request, server_name: "" });
    const wait = new Wait(this.clock, { call, timeoutMs: timeout_ms, action });
    this.requests.push({ ...target, data: data.slice() });
    const run = this.connect({ target, call, wait, name: "tcp_request" });
    run.inbox.push(data);
    const maxBytes = Number(max_bytes) || MAX_BYTES;
    return { data: receiveAnswer({ run, wait, maxBytes, action }) };
  };

  tcp_connect: Device<"tcp">["tcp_connect"] = (request, call) => {
    const { addr, callback, timeout_ms: timeoutMs } = request;
    const target = targetOf(request);
    const action = `connect to "${addr}"`;
    const wait = new Wait(this.clock, { call, timeoutMs, action });
    this.parts.surroundings.admitOneMore?.("connection", { call, action });
    const run = this.connect({ target, call, wait, name: "tcp_connect" });
    const id = `tcp-${this.connections.all.length + 1}`;
    const { idle_ms: idleMs = 0, reconnect } = this.parts.permission?.(call) ?? {};
    const reconnection = {
      delays: reconnect ?? undefined,
      random: this.random,
      open: () => this.connect({ target, call, name: "tcp_connect" }),
    };
    const { surroundings } = this.parts;
    const { clock } = surroundings;
    const deliver = surroundings.deliver.bind(surroundings);
    const parts = { id, callback, call, clock, run, idleMs, target, deliver, reconnection };
    const connection = new TcpConnection(parts);
    this.connections.add(connection);
    connection.proceed();
    return { conn_id: id };
  };

  tcp_set_callback: Device<"tcp">["tcp_set_callback"] = ({ conn_id, callback }, call) => {
    const action = "set the callback of connection";
    this.connections.demandOpen(conn_id, { call, action }).callback = callback;
  };

  tcp_write: Device<"tcp">["tcp_write"] = ({ conn_id, data }, call) => {
    this.connections.demandOpen(conn_id, { call, action: "write to connection" }).write(data);
  };

  tcp_close: Device<"tcp">["tcp_close"] = ({ conn_id }, call) => {
    this.connections.find(conn_id, call)?.close();
  };

  private get clock() {
    return this.parts.surroundings.clock;
  }

  private connect({ target, call, wait, name }: Attempt): PeerRun<ByteInbox, TcpOut> {
    const action = `connect to "${target.addr}"`;
    const { host, port } = readEndpoint(target.addr, action);
    const addresses = this.parts.resolve(host.text);
    const destination = {
      host: host.text,
      port,
      addresses,
      asked: target.addr,
      area: "tcp",
    } as const;
    this.parts.surroundings.admitAddresses?.(destination, call);
    const meeting = this.rules.take(target);
    if (!meeting) throw this.refusal(target, name);
    if ("conversation" in meeting) return new PeerRun(meeting.conversation, new ByteInbox());
    const failure = "failure" in meeting ? meeting.failure : "refused";
    if (failure !== "timeout") throw networkError(failure, action);
    throw wait?.exhaust() ?? new HostError(`Cannot ${action}: no answer`, { code: "timeout" });
  }

  private refusal({ addr }: TcpTarget, name: Attempt["name"]): HostError {
    const rest = name === "tcp_request" ? 'reply("...")' : "accept((peer) => ...)";
    return unscripted({
      asked: `${name} "${addr}"`,
      scripted: this.rules.names,
      wanted: addr,
      lever: `host.tcp.on("${addr}").${rest}`,
    });
  }
}

function targetOf(
  request: Pick<TcpRequestRequest, "addr" | "tls" | "insecure"> &
    Pick<TcpConnectRequest, "server_name">,
): TcpTarget {
  const { addr, tls, insecure, server_name: serverName } = request;
  return { addr, tls, insecure, serverName };
}

function readEndpoint(addr: string, action: string): Endpoint {
  try {
    return parseEndpoint(addr);
  } catch (error) {
    const message = `Cannot ${action}: ${(error as SyntaxError).message}`;
    throw new HostError(message, { code: "invalid" });
  }
}
