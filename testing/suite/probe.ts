import { areas } from "../../contract/index.js";
import { commandSource } from "./probe-commands.js";
import { faceSource } from "./probe-faces.js";

const names = areas.flatMap((area) => area.calls.map(({ name }) => name));

/**
 * The AssemblyScript source of the skill that the suite runs: it asks any host function for anything,
 * as bytes, asks for every command, and keeps what its callbacks are told.
 */
export const probeSource = `// @skill:id org.luminarys.probe
// @skill:name "Probe"
// @skill:version 1.0.0

import {
  BatchItem, BatchResult, ConnEvent, Context, Decoder, Encoder, MsgValue, text as toText, utf8, WsEvent,
} from "@luminarys/sdk-as";
import { enterHost, HostFrame, leaveHost } from "@luminarys/sdk-as/assembly/runtime/stack";

${names
  .map((name) => `@external("env", "${name}") declare function ${name}(ptr: usize, len: i32): u64;`)
  .join("\n")}

function exchange(name: string, ptr: usize, len: i32): u64 {
${names.map((name) => `  if (name == "${name}") return ${name}(ptr, len);`).join("\n")}
  throw new Error("no host function " + name);
}

const frame = memory.data(offsetof<HostFrame>());

function perform(name: string, request: Uint8Array): Uint8Array {
  enterHost(changetype<HostFrame>(frame));
  const packed = exchange(name, request.dataStart, request.length);
  leaveHost(changetype<HostFrame>(frame));
  const answer = new Uint8Array(<i32>(packed & 0xffffffff));
  memory.copy(answer.dataStart, <usize>(packed >> 32), answer.length);
  return answer;
}

const lines: string[] = [];
let nextName = "";
let nextRequest = new Uint8Array(0);

function heard(line: string): void {
  lines.push(line);
  if (nextName == "") return;
  const name = nextName;
  nextName = "";
  perform(name, nextRequest);
}

// @skill:method ask "Asks a host function"
// @skill:param name required "Which"
// @skill:param request required "MessagePack"
// @skill:result "MessagePack"
export function ask(name: string, request: Uint8Array): Uint8Array {
  return perform(name, request);
}

// @skill:method ask_later "Asks a host function within the next callback"
// @skill:param name required "Which"
// @skill:param request required "MessagePack"
export function askLater(name: string, request: Uint8Array): void {
  nextName = name;
  nextRequest = request;
}

// @skill:method events "What callbacks have heard"
// @skill:result "A line for each"
export function events(): string[] {
  return lines;
}

${commandSource}${faceSource}
// @skill:callback
// @skill:method on_tcp "TCP"
export function onTcp(event: ConnEvent): void {
  heard(event.error_kind + ":" + String.UTF8.decode(event.data.buffer));
}

// @skill:callback
// @skill:method on_other "TCP, after tcp_set_callback"
export function onOther(event: ConnEvent): void {
  heard("other " + event.error_kind + ":" + String.UTF8.decode(event.data.buffer));
}

// @skill:callback
// @skill:method on_ws "WebSocket"
export function onWs(event: WsEvent): void {
  const text = String.UTF8.decode(event.data.buffer);
  const close = event.close_code == 0 ? "" : event.close_code.toString() + " " + event.close_text;
  heard(event.error_kind + ":" + event.message_type + ":" + text + close);
}
`;
