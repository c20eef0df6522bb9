import type { PlainValue } from "../engine/plain-value.js";
import type { HostFunctionName } from "../engine/wire/host-functions.gen.js";
import { quote } from "./devices/unscripted.js";

type Request = Readonly<Record<string, PlainValue>>;
type Lever = (what: string) => string;

/** Which part of a request says what is asked for, and what prepares it. */
const levers: { readonly [Name in HostFunctionName]?: readonly [key: string, lever: Lever] } = {
  tcp_request: ["addr", (addr) => `host.tcp.on(${addr}).reply(...)`],
  tcp_connect: ["addr", (addr) => `host.tcp.on(${addr}).accept((peer) => ...)`],
  http_get: ["url", (url) => `host.http.on("GET", ${url}).reply({ status: 200 })`],
  http_post: ["url", (url) => `host.http.on("POST", ${url}).reply({ status: 200 })`],
  http_request: ["url", (url) => `host.http.on(method, ${url}).reply({ status: 200 })`],
  ws_connect: ["url", (url) => `host.ws.on(${url}).accept((peer) => ...)`],
  websocket_send: ["url", (url) => `host.ws.on(${url}).accept((peer) => ...)`],
  websocket_receive: ["url", (url) => `host.ws.on(${url}).accept((peer) => ...)`],
  shell_exec: ["command", (command) => `host.shell.on(${command}).reply({ output: "" })`],
  env_get: ["key", (key) => `host.system.set({ env: { [${key}]: "..." } })`],
  prompt_complete: ["prompt", () => "host.llm.reply(...)"],
  history_get: ["", () => "host.llm.history(...)"],
  file_transfer_send: ["target_node", (node) => `host.cluster.node(${node})`],
  file_transfer_recv: ["source_node", (node) => `host.cluster.node(${node})`],
  fs_read: ["path", wrote],
  fs_read_lines: ["path", wrote],
  fs_delete: ["path", wrote],
  fs_chmod: ["path", wrote],
  fs_copy: ["source", wrote],
  fs_write: ["path", made],
  fs_create: ["path", made],
  fs_mkdir: ["path", made],
  fs_ls: ["path", made],
  fs_grep: ["path", made],
  fs_glob: ["path", made],
  disk_usage: ["path", made],
  archive_pack: ["source", made],
  archive_unpack: ["archive", wrote],
  archive_list: ["archive", wrote],
};

/**
 * What a skill without a manifest is told of a call that nothing allows: which lever would. Undefined
 * for a call that no lever prepares.
 */
export function missingLever(name: HostFunctionName, request: object): string | undefined {
  const [key, lever] = levers[name] ?? [];
  if (key === undefined || lever === undefined) return undefined;
  const { [key]: asked = "" } = request as Request;
  const what = quote(String(asked));
  const shown = asked === "" ? name : `${name} ${what}`;
  const manifest = "or a manifest that grants it";
  return `Cannot answer ${shown}: nothing is scripted for it. Hint: ${lever(what)}, ${manifest}`;
}

function wrote(path: string): string {
  return `host.fs.write(${path}, "...")`;
}

function made(path: string): string {
  return `host.fs.mkdir(${path}) or a folder above it`;
}
