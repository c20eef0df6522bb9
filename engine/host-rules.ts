import { expandBraces } from "./cores/braces.js";
import type { Manifest } from "./manifest/model.js";
import { allow, type Decision, denyDisabled, refuse } from "./permissions/decision.js";
import type { Check } from "./permissions/demand-all.js";
import type { DirMode } from "./permissions/dir-grant.js";
import { decideEnv } from "./permissions/env.js";
import { decideFileTransfer, type TransferRequest } from "./permissions/file-transfer.js";
import { decideFs, fsRoot } from "./permissions/fs.js";
import { decideHttp } from "./permissions/http.js";
import { decideLlm } from "./permissions/llm.js";
import { quoted } from "./permissions/quoted.js";
import { decideLogFile, decideShell, runAction } from "./permissions/shell.js";
import { decideTcp } from "./permissions/tcp.js";
import type { HostFunctionName, HostFunctionTypes } from "./wire/host-functions.gen.js";

/** What a host call needs, and the request as its device then gets it: with normal paths. */
export interface Ruling<Request> {
  readonly checks: readonly Check[];
  readonly request: Request;
}

/** Each of the many paths that braces stand for may be nearly as long. */
const MAX_BRACES = 8192;

type Rule<Request> = (request: Request, manifest: Manifest) => Ruling<Request>;

interface Access {
  readonly mode: DirMode;
  readonly recursive?: boolean;
  readonly isDirectory?: boolean;
}

const READ: Access = { mode: "ro" };
const READ_DIRECTORY: Access = { mode: "ro", isDirectory: true };
const WRITE: Access = { mode: "rw" };
const WRITE_BELOW: Access = { mode: "rw", recursive: true };

/**
 * What each host function asks of the manifest before its device is asked. One that isn't here needs
 * nothing, or no more than the connection that was granted. Devices ask again once they know where
 * links and names lead.
 */
export const hostRules: {
  readonly [Name in HostFunctionName]?: Rule<HostFunctionTypes[Name]["request"]>;
} = {
  fs_read: onPath("read", READ),
  fs_write: onPath("write", WRITE),
  fs_create: onPath("create", WRITE),
  fs_delete: onPath("delete", WRITE_BELOW),
  fs_mkdir: onDirectories,
  fs_ls: onPath("list", READ_DIRECTORY),
  fs_chmod: (request, manifest) =>
    onPath("change", { mode: "rw", recursive: request.recursive })(request, manifest),
  fs_read_lines: onPath("read", READ),
  fs_grep: onTree("search", READ),
  fs_glob: onTree("search", READ_DIRECTORY),
  fs_copy: (request, manifest) => onTwoPaths(request, { manifest, from: "source", to: "dest" }),
  archive_pack: (request, manifest) =>
    onTwoPaths(request, { manifest, from: "source", to: "output" }),
  archive_unpack: (request, manifest) =>
    onTwoPaths(request, { manifest, from: "archive", to: "dest" }),
  archive_list: (request, { permissions }) => {
    const { check, path } = checkPath(request.archive, { permissions, verb: "list", access: READ });
    return { checks: [check], request: { ...request, archive: path } };
  },
  disk_usage: onDisk,
  http_get: onUrl,
  http_post: onUrl,
  http_request: onUrl,
  ws_connect: (request, { permissions }) => {
    const decision = decideHttp(permissions.http, { url: request.url, websocket: true });
    return { checks: [{ action: `connect to ${quoted(request.url)}`, decision }], request };
  },
  tcp_request: onAddress,
  tcp_connect: onAddress,
  shell_exec: onCommand,
  env_get: (request, { env }) => {
    const decision = decideEnv(env, request.key);
    return { checks: [{ action: `read variable ${quoted(request.key)}`, decision }], request };
  },
  history_get: onModel("read the history"),
  prompt_complete: onModel("ask the model"),
  file_transfer_send: (request, manifest) =>
    onTransfer(request, { manifest, direction: "send", node: request.target_node }),
  file_transfer_recv: (request, manifest) =>
    onTransfer(request, { manifest, direction: "receive", node: request.source_node }),
  websocket_send: onSocketUrl,
  websocket_receive: onSocketUrl,
};

function checkPath(
  path: string,
  options: { permissions: Manifest["permissions"]; verb: string; access: Access },
): { check: Check; path: string } {
  const decision = decideFs(options.permissions.fs, { path, ...options.access });
  const check = { action: `${options.verb} ${quoted(path)}`, decision };
  return { check, path: decision.allowed ? decision.path : path };
}

function onPath(verb: string, access: Access) {
  return <Request extends { path: string }>(
    request: Request,
    { permissions }: Manifest,
  ): Ruling<Request> => {
    const { check, path } = checkPath(request.path, { permissions, verb, access });
    return { checks: [check], request: { ...request, path } };
  };
}

/** Without a path, everything that is granted is searched. */
function onTree(verb: string, access: Access) {
  return <Request extends { path: string }>(
    request: Request,
    manifest: Manifest,
  ): Ruling<Request> => {
    if (request.path !== "") return onPath(verb, access)(request, manifest);
    const action = `${verb} the allowed directories`;
    return { checks: [{ action, decision: decideEnabled(manifest) }], request };
  };
}

/** No request says which directory to add, so that no line can. */
function decideEnabled({ permissions: { fs } }: Manifest): Decision {
  if (fs.enabled) return allow([{ key: "permissions.fs.enabled", value: true }], {});
  const denied = denyDisabled("permissions.fs", []);
  if (fs.dirs.length > 0) return denied;
  const missing = 'add the directories to search to permissions.fs.dirs, such as "/data:ro"';
  return { ...denied, grant: `${denied.grant} and ${missing}` };
}

/** The device expands the braces itself, so that the path stays as it is. */
function onDirectories<Request extends { path: string }>(
  request: Request,
  { permissions }: Manifest,
): Ruling<Request> {
  const verb = "make directory";
  const paths = expand(request.path);
  if (typeof paths === "string") {
    return {
      checks: [{ action: `${verb} ${quoted(request.path)}`, decision: refuse(paths) }],
      request,
    };
  }
  const checks = paths.map((path) => checkPath(path, { permissions, verb, access: WRITE }).check);
  return { checks, request };
}

/** The paths, or why that are too many. */
function expand(path: string): string[] | string {
  if (path.length > MAX_BRACES) return `it is longer than ${MAX_BRACES} characters`;
  try {
    return expandBraces(path);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return "it stands for too many paths";
  }
}

function onDisk<Request extends { path: string }>(
  request: Request,
  manifest: Manifest,
): Ruling<Request> {
  const path = request.path === "" ? fsRoot(manifest.permissions.fs) : request.path;
  const verb = "measure the disk of";
  if (path !== undefined) return onPath(verb, READ_DIRECTORY)({ ...request, path }, manifest);
  return { checks: [{ action: `${verb} ""`, decision: decideEnabled(manifest) }], request };
}

function onTwoPaths<
  From extends string,
  To extends string,
  Request extends Record<From | To, string>,
>(
  request: Request,
  { manifest: { permissions }, from, to }: { manifest: Manifest; from: From; to: To },
): Ruling<Request> {
  const read = checkPath(request[from], { permissions, verb: "read", access: READ });
  const write = checkPath(request[to], { permissions, verb: "write", access: WRITE_BELOW });
  return {
    checks: [read.check, write.check],
    request: { ...request, [from]: read.path, [to]: write.path },
  };
}

function onUrl<Request extends { url: string }>(
  request: Request,
  { permissions }: Manifest,
): Ruling<Request> {
  const decision = decideHttp(permissions.http, { url: request.url });
  return { checks: [{ action: `request ${quoted(request.url)}`, decision }], request };
}

/** Whether the URL counts at all is known to the device alone, which refuses it then. */
function onSocketUrl<Request extends { url: string }>(
  request: Request,
  { permissions }: Manifest,
): Ruling<Request> {
  const { url } = request;
  if (url === "") return { checks: [], request };
  const decision = decideHttp(permissions.http, { url, websocket: true });
  const checks = decision.allowed ? [{ action: `connect to ${quoted(url)}`, decision }] : [];
  return { checks, request };
}

function onAddress<Request extends { addr: string }>(
  request: Request,
  { permissions }: Manifest,
): Ruling<Request> {
  const decision = decideTcp(permissions.tcp, request.addr);
  return { checks: [{ action: `connect to ${quoted(request.addr)}`, decision }], request };
}

function onCommand(
  request: HostFunctionTypes["shell_exec"]["request"],
  { permissions: { shell } }: Manifest,
): Ruling<HostFunctionTypes["shell_exec"]["request"]> {
  const command = decideShell(shell, request);
  const checks: Check[] = [{ action: runAction(request.command), decision: command }];
  if (request.log_file !== "") {
    const action = `write log file ${quoted(request.log_file)}`;
    checks.push({ action, decision: decideLogFile(shell, request.log_file) });
  }
  return { checks, request: command.allowed ? { ...request, workdir: command.workdir } : request };
}

function onModel(action: string) {
  return <Request>(request: Request, { permissions }: Manifest): Ruling<Request> => ({
    checks: [{ action, decision: decideLlm(permissions.llm) }],
    request,
  });
}

function onTransfer<Request extends { local_path: string }>(
  request: Request,
  { manifest, ...transfer }: { manifest: Manifest } & Pick<TransferRequest, "direction" | "node">,
): Ruling<Request> {
  const { local_path: path } = request;
  const decision = decideFileTransfer(manifest.permissions.file_transfer, { ...transfer, path });
  const { direction, node } = transfer;
  const action = `${direction} ${quoted(path)} ${direction === "send" ? "to" : "from"} ${quoted(node)}`;
  const local_path = decision.allowed ? decision.path : path;
  return { checks: [{ action, decision }], request: { ...request, local_path } };
}
