/** TCP and WebSockets, used as the published API shows. */
export const networkSource = `// @skill:id org.luminarys.network
// @skill:name "Network"
// @skill:version 1.0.0
// @skill:require tcp **:*
// @skill:require ws **

import {
  ConnEvent, Context, headersFromJSON, tcp, tcpClose, tcpConnect, tcpRequest, tcpSetCallback, tcpWrite, text, utf8,
  ws, WsEvent,
} from "@luminarys/sdk-as";

const lines: string[] = [];

// @skill:method heard "What callbacks heard"
// @skill:result "A line for each"
export function heard(): string[] {
  return lines;
}

// @skill:method request "One request"
// @skill:param addr required "Where"
// @skill:param secure "Whether with TLS"
// @skill:param insecure "Whether any certificate will do"
// @skill:result "The answer"
export function request(ctx: Context, addr: string, secure: bool, insecure: bool): string {
  const answer = tcp.request(addr, utf8("PING"), { tls: secure, insecure, timeoutMs: 1000, maxBytes: 0 });
  if (!answer.isOk) ctx.fail(answer.error);
  return answer.isOk ? text(answer.value) : "";
}

// @skill:method flat_request "One request, which throws when it fails"
// @skill:param addr required "Where"
// @skill:result "The answer"
export function flatRequest(addr: string): string {
  return text(tcpRequest(addr, utf8("PING")));
}

// @skill:method open "Connects"
// @skill:param addr required "Where"
// @skill:result "The connection"
export function open(addr: string): string {
  return tcpConnect(addr, "on_data");
}

// @skill:method listen_elsewhere "Changes the callback"
// @skill:param conn_id required "The connection"
export function listenElsewhere(connId: string): void {
  tcpSetCallback(connId, "on_other");
}

// @skill:callback
// @skill:method on_data "Data"
export function onData(event: ConnEvent): void {
  const data = text(event.data);
  lines.push(event.error_kind.length > 0 ? "ended: " + event.error_kind : data);
  if (data == "hello") tcpWrite(event.conn_id, utf8("welcome"));
  if (data == "bye") tcpClose(event.conn_id);
}

// @skill:callback
// @skill:method on_other "Data"
export function onOther(event: ConnEvent): void {
  lines.push("other: " + text(event.data));
}

// @skill:method chat "Opens a WebSocket"
// @skill:param url required "Where"
// @skill:param token required "For the handshake"
// @skill:result "The connection"
export function chat(ctx: Context, url: string, token: string): string {
  const headers = headersFromJSON('{"authorization":"Bearer ' + token + '"}');
  const opened = ws.connect(url, { headers, timeoutMs: 0, callback: "on_message", insecure: false });
  if (!opened.isOk) {
    ctx.fail(opened.error);
    return "";
  }
  ws.send(opened.value, utf8("hi"));
  ws.send(opened.value, utf8("raw"), { messageType: "binary" });
  return opened.value;
}

// @skill:method leave "Closes a WebSocket"
// @skill:param conn_id required "The connection"
export function leave(connId: string): void {
  ws.close(connId, { code: 4001, reason: "done" });
}

// @skill:callback
// @skill:method on_message "A message"
export function onMessage(event: WsEvent): void {
  const close = event.close_code > 0 ? " " + event.close_code.toString() + " " + event.close_text : "";
  lines.push(event.message_type + event.error_kind + ": " + text(event.data) + close);
}
`;
