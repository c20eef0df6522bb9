import { readCloseCode, readHandshake, readMessageType } from "../../../engine/cores/websocket.js";
import type { Device, HostCall } from "../../../engine/device.js";
import { HostError } from "../../../engine/errors.js";
import { type ParsedUrl, parseUrl } from "../../../engine/permissions/url.js";
import { networkError } from "../network-failure.js";
import { Connections } from "../peer/connections.js";
import type { Meeting } from "../peer/conversation-rule.js";
import { PeerRun } from "../peer/peer-run.js";
import { Rules } from "../rule.js";
import type { Surroundings } from "../surroundings.js";
import { unscripted } from "../unscripted.js";
import { Wait } from "../wait.js";
import { WsConnection } from "./connection.js";
import type { WsRule, WsTarget } from "./rule.js";
import { MessageInbox, type WsOut } from "./script.js";

type WsMeeting = Meeting<MessageInbox, WsOut>;

export interface WsParts {
  surroundings: Surroundings;
  resolve: (name: string) => string[];
}

interface Asking {
  readonly call: HostCall;
  /** The host function that connects. */
  readonly name: "ws_connect" | "websocket_send" | "websocket_receive";
  readonly wait: Wait;
  /** Stands after `Cannot`. */
  readonly action: string;
}

/** Connects skills to scripted WebSocket servers. */
export class WsDevice implements Device<"ws"> {
  readonly rules = new Rules<WsTarget, WsMeeting, WsRule>();
  readonly connections = new Connections<WsConnection>();
  private readonly parts: WsParts;

  constructor(parts: WsParts) {
    this.parts = parts;
  }

  ws_connect: Device<"ws">["ws_connect"] = (request, call) => {
    const { url, headers, timeout_ms: timeoutMs, callback, insecure } = request;
    const target = { url, headers, insecure };
    const { surroundings } = this.parts;
    const { clock } = surroundings;
    const deliver = surroundings.deliver.bind(surroundings);
    const action = `connect to "${url}"`;
    surroundings.admitOneMore?.("connection", { call, action });
    const wait = new Wait(clock, { call, timeoutMs, action });
    const run = this.meet(target, { call, name: "ws_connect", wait, action });
    const id = `ws-${this.connections.all.length + 1}`;
    const parts = { id, callback, call, clock, run, idleMs: 0, target, deliver };
    const connection = new WsConnection(parts);
    this.connections.add(connection);
    connection.proceed();
    return { conn_id: id };
  };

  ws_send: Device<"ws">["ws_send"] = ({ conn_id, data, message_type }, call) => {
    const connection = this.connections.demandOpen(conn_id, { call, action: "send to WebSocket" });
    const action = `send to WebSocket "${conn_id}"`;
    const type = readAsked(action, () => readMessageType(message_type, data));
    connection.take({ type, data: data.slice() });
  };

  ws_close: Device<"ws">["ws_close"] = ({ conn_id, code, reason }, call) => {
    const action = `close WebSocket "${conn_id}"`;
    const closeCode = readAsked(action, () => readCloseCode(code, reason));
    const connection = this.connections.find(conn_id, call);
    if (connection?.isOpen) connection.leave(closeCode, reason);
  };

  /** Begins a conversation with the server there. Throws a HostError when there is none. */
  meet(target: WsTarget, { call, name, wait, action }: Asking): PeerRun<MessageInbox, WsOut> {
    const { host, port } = readUrl(target.url, action);
    readAsked(action, () => readHandshake(target.url, target.headers));
    const addresses = this.parts.resolve(host.text);
    const destination = {
      host: host.text,
      port,
      addresses,
      asked: target.url,
      area: "ws",
    } as const;
    this.parts.surroundings.admitAddresses?.(destination, call);
    const meeting = this.rules.take(target);
    if (!meeting) throw this.refusal(target, name);
    if ("conversation" in meeting) return new PeerRun(meeting.conversation, new MessageInbox());
    if ("status" in meeting) {
      const message = `Cannot ${action}: the server refused the handshake with status ${meeting.status}`;
      throw new HostError(message, { code: "unavailable" });
    }
    if (meeting.failure === "timeout") throw wait.exhaust();
    throw networkError(meeting.failure, action);
  }

  private refusal({ url }: WsTarget, name: Asking["name"]): HostError {
    return unscripted({
      asked: `${name} "${url}"`,
      scripted: this.rules.names,
      wanted: url,
      lever: `host.ws.on("${url}").accept((peer) => ...)`,
    });
  }
}

function readUrl(url: string, action: string): ParsedUrl {
  return readAsked(action, () => {
    const parsed = parseUrl(url);
    if (/^wss?$/.test(parsed.scheme)) return parsed;
    throw new SyntaxError(`its scheme is ${parsed.scheme}, expected ws or wss`);
  });
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
