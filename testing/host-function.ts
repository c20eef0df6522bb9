import { argumentKind } from "../engine/argument-kind.js";
import { nearestName } from "../engine/nearest-name.js";
import { type HostFunctionName, hostFunctions } from "../engine/wire/host-functions.gen.js";

const known = Object.keys(hostFunctions) as HostFunctionName[];

/** The guest's functions whose host function has another name. */
const guestNames: Readonly<Record<string, HostFunctionName>> = {
  "cluster.nodes": "cluster_node_list",
  "cluster.receive": "file_transfer_recv",
  "cluster.send": "file_transfer_send",
  "fs.remove": "fs_delete",
  "http.get": "http_request",
  "http.post": "http_request",
  "llm.history": "history_get",
  "llm.prompt": "prompt_complete",
  "sockets.receive": "websocket_receive",
  "sockets.send": "websocket_send",
  "sockets.sendBytes": "websocket_send",
  "system.disk": "disk_usage",
  "system.env": "env_get",
  "system.info": "sys_info",
  "system.log": "log_write",
  "system.now": "time_now",
  "web.end": "web_send",
  "web.redirect": "web_send",
  "web.write": "web_send",
};

/** Throws a TypeError for what is no host function. `action` stands after `Cannot`. */
export function demandHostFunction(name: HostFunctionName, action: string): void {
  if (typeof name !== "string") {
    const reason = `expected the name of a host function, found ${argumentKind(name)}`;
    throw new TypeError(`Cannot ${action}: ${reason}`);
  }
  if (Object.hasOwn(hostFunctions, name)) return;
  const near = hostFunctionLike(name);
  const rest = near ? `. Hint: did you mean "${near}"?` : ", expected one such as fs_read";
  throw new TypeError(`Cannot ${action}: unknown host function "${name}"${rest}`);
}

/** The one that a name of the guest's stands for, else the one that is spelt nearly so. */
function hostFunctionLike(name: string): HostFunctionName | undefined {
  const meant = Object.hasOwn(guestNames, name) ? guestNames[name] : undefined;
  return meant ?? (nearestName(name, known) as HostFunctionName | undefined);
}
