// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Permission } from "../../contract/index.js";
import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";
import {
  type ArchiveFunctions,
  readArchiveListRequest,
  readArchivePackRequest,
  readArchiveUnpackRequest,
  writeArchiveListAnswer,
  writeArchivePackResult,
  writeArchiveUnpackAnswer,
} from "./archive.gen.js";
import {
  type ClusterFunctions,
  readFileTransferRecvRequest,
  readFileTransferSendRequest,
  writeClusterNodeListResult,
} from "./cluster.gen.js";
import {
  type FsFunctions,
  readFsChmodRequest,
  readFsCopyRequest,
  readFsCreateRequest,
  readFsDeleteRequest,
  readFsGlobRequest,
  readFsGrepRequest,
  readFsLsRequest,
  readFsMkdirRequest,
  readFsReadLinesRequest,
  readFsReadRequest,
  readFsWriteRequest,
  writeFsAllowedDirsAnswer,
  writeFsGlobAnswer,
  writeFsGrepAnswer,
  writeFsLsAnswer,
  writeFsReadAnswer,
  writeTextFileContent,
} from "./fs.gen.js";
import {
  type HttpFunctions,
  readHttpGetRequest,
  readHttpPostRequest,
  readHttpRequestRequest,
  writeHttpResponse,
} from "./http.gen.js";
import {
  type LlmFunctions,
  readHistoryGetRequest,
  readPromptCompleteRequest,
  writeHistoryMessages,
  writePromptCompleteAnswer,
} from "./llm.gen.js";
import { readNothing, writeNothing } from "./nothing.gen.js";
import { type ShellFunctions, readShellExecRequest, writeShellResult } from "./shell.gen.js";
import {
  type SocketsFunctions,
  readWebsocketReceiveRequest,
  readWebsocketSendRequest,
  writeSocketMessage,
  writeWebsocketSendAnswer,
} from "./sockets.gen.js";
import {
  type SystemFunctions,
  readDiskUsageRequest,
  readEnvGetRequest,
  readLogWriteRequest,
  writeDiskUsageResult,
  writeEnvGetAnswer,
  writeSysInfoResult,
  writeTimeNowResult,
} from "./system.gen.js";
import {
  type TcpFunctions,
  readTcpCloseRequest,
  readTcpConnectRequest,
  readTcpRequestRequest,
  readTcpSetCallbackRequest,
  readTcpWriteRequest,
  writeTcpConnectAnswer,
  writeTcpRequestAnswer,
} from "./tcp.gen.js";
import { type WebFunctions, readWebSendRequest } from "./web.gen.js";
import {
  type WsFunctions,
  readWsCloseRequest,
  readWsConnectRequest,
  readWsSendRequest,
  writeWsConnectAnswer,
} from "./ws.gen.js";

/** The host functions of each area. */
export interface AreaFunctions {
  fs: FsFunctions;
  http: HttpFunctions;
  tcp: TcpFunctions;
  ws: WsFunctions;
  shell: ShellFunctions;
  archive: ArchiveFunctions;
  cluster: ClusterFunctions;
  system: SystemFunctions;
  llm: LlmFunctions;
  web: WebFunctions;
  sockets: SocketsFunctions;
}

export type AreaName = keyof AreaFunctions;

/** All host functions: what each is asked and answers. */
export interface HostFunctionTypes
  extends FsFunctions,
    HttpFunctions,
    TcpFunctions,
    WsFunctions,
    ShellFunctions,
    ArchiveFunctions,
    ClusterFunctions,
    SystemFunctions,
    LlmFunctions,
    WebFunctions,
    SocketsFunctions {}

export type HostFunctionName = keyof HostFunctionTypes;

/** How a host function is served. Request and answer have the types named above. */
export interface HostFunctionEntry {
  readonly area: AreaName;
  readonly permission: Permission;
  readonly readRequest: (r: Reader) => object;
  readonly writeAnswer: (w: Writer, answer: never) => void;
}

export const hostFunctions: Readonly<Record<HostFunctionName, HostFunctionEntry>> = {
  fs_read: {
    area: "fs",
    permission: "fs",
    readRequest: readFsReadRequest,
    writeAnswer: writeFsReadAnswer,
  },
  fs_write: {
    area: "fs",
    permission: "fs rw",
    readRequest: readFsWriteRequest,
    writeAnswer: writeNothing,
  },
  fs_create: {
    area: "fs",
    permission: "fs rw",
    readRequest: readFsCreateRequest,
    writeAnswer: writeNothing,
  },
  fs_delete: {
    area: "fs",
    permission: "fs rw",
    readRequest: readFsDeleteRequest,
    writeAnswer: writeNothing,
  },
  fs_mkdir: {
    area: "fs",
    permission: "fs rw",
    readRequest: readFsMkdirRequest,
    writeAnswer: writeNothing,
  },
  fs_ls: {
    area: "fs",
    permission: "fs",
    readRequest: readFsLsRequest,
    writeAnswer: writeFsLsAnswer,
  },
  fs_copy: {
    area: "fs",
    permission: "fs ro + rw",
    readRequest: readFsCopyRequest,
    writeAnswer: writeNothing,
  },
  fs_chmod: {
    area: "fs",
    permission: "fs rw",
    readRequest: readFsChmodRequest,
    writeAnswer: writeNothing,
  },
  fs_read_lines: {
    area: "fs",
    permission: "fs",
    readRequest: readFsReadLinesRequest,
    writeAnswer: writeTextFileContent,
  },
  fs_grep: {
    area: "fs",
    permission: "fs",
    readRequest: readFsGrepRequest,
    writeAnswer: writeFsGrepAnswer,
  },
  fs_glob: {
    area: "fs",
    permission: "fs",
    readRequest: readFsGlobRequest,
    writeAnswer: writeFsGlobAnswer,
  },
  fs_allowed_dirs: {
    area: "fs",
    permission: "fs",
    readRequest: readNothing,
    writeAnswer: writeFsAllowedDirsAnswer,
  },
  http_get: {
    area: "http",
    permission: "http",
    readRequest: readHttpGetRequest,
    writeAnswer: writeHttpResponse,
  },
  http_post: {
    area: "http",
    permission: "http",
    readRequest: readHttpPostRequest,
    writeAnswer: writeHttpResponse,
  },
  http_request: {
    area: "http",
    permission: "http",
    readRequest: readHttpRequestRequest,
    writeAnswer: writeHttpResponse,
  },
  tcp_request: {
    area: "tcp",
    permission: "tcp",
    readRequest: readTcpRequestRequest,
    writeAnswer: writeTcpRequestAnswer,
  },
  tcp_connect: {
    area: "tcp",
    permission: "tcp",
    readRequest: readTcpConnectRequest,
    writeAnswer: writeTcpConnectAnswer,
  },
  tcp_set_callback: {
    area: "tcp",
    permission: "tcp",
    readRequest: readTcpSetCallbackRequest,
    writeAnswer: writeNothing,
  },
  tcp_write: {
    area: "tcp",
    permission: "tcp",
    readRequest: readTcpWriteRequest,
    writeAnswer: writeNothing,
  },
  tcp_close: {
    area: "tcp",
    permission: "tcp",
    readRequest: readTcpCloseRequest,
    writeAnswer: writeNothing,
  },
  ws_connect: {
    area: "ws",
    permission: "http + allow_websocket",
    readRequest: readWsConnectRequest,
    writeAnswer: writeWsConnectAnswer,
  },
  ws_send: {
    area: "ws",
    permission: "http + allow_websocket",
    readRequest: readWsSendRequest,
    writeAnswer: writeNothing,
  },
  ws_close: {
    area: "ws",
    permission: "http + allow_websocket",
    readRequest: readWsCloseRequest,
    writeAnswer: writeNothing,
  },
  shell_exec: {
    area: "shell",
    permission: "shell",
    readRequest: readShellExecRequest,
    writeAnswer: writeShellResult,
  },
  archive_pack: {
    area: "archive",
    permission: "fs",
    readRequest: readArchivePackRequest,
    writeAnswer: writeArchivePackResult,
  },
  archive_unpack: {
    area: "archive",
    permission: "fs rw",
    readRequest: readArchiveUnpackRequest,
    writeAnswer: writeArchiveUnpackAnswer,
  },
  archive_list: {
    area: "archive",
    permission: "fs",
    readRequest: readArchiveListRequest,
    writeAnswer: writeArchiveListAnswer,
  },
  file_transfer_send: {
    area: "cluster",
    permission: "file_transfer",
    readRequest: readFileTransferSendRequest,
    writeAnswer: writeNothing,
  },
  file_transfer_recv: {
    area: "cluster",
    permission: "file_transfer",
    readRequest: readFileTransferRecvRequest,
    writeAnswer: writeNothing,
  },
  cluster_node_list: {
    area: "cluster",
    permission: "cluster mode",
    readRequest: readNothing,
    writeAnswer: writeClusterNodeListResult,
  },
  sys_info: {
    area: "system",
    permission: "none",
    readRequest: readNothing,
    writeAnswer: writeSysInfoResult,
  },
  time_now: {
    area: "system",
    permission: "none",
    readRequest: readNothing,
    writeAnswer: writeTimeNowResult,
  },
  disk_usage: {
    area: "system",
    permission: "fs",
    readRequest: readDiskUsageRequest,
    writeAnswer: writeDiskUsageResult,
  },
  env_get: {
    area: "system",
    permission: "none",
    readRequest: readEnvGetRequest,
    writeAnswer: writeEnvGetAnswer,
  },
  log_write: {
    area: "system",
    permission: "none",
    readRequest: readLogWriteRequest,
    writeAnswer: writeNothing,
  },
  history_get: {
    area: "llm",
    permission: "llm",
    readRequest: readHistoryGetRequest,
    writeAnswer: writeHistoryMessages,
  },
  prompt_complete: {
    area: "llm",
    permission: "llm",
    readRequest: readPromptCompleteRequest,
    writeAnswer: writePromptCompleteAnswer,
  },
  web_send: {
    area: "web",
    permission: "none",
    readRequest: readWebSendRequest,
    writeAnswer: writeNothing,
  },
  websocket_send: {
    area: "sockets",
    permission: "none",
    readRequest: readWebsocketSendRequest,
    writeAnswer: writeWebsocketSendAnswer,
  },
  websocket_receive: {
    area: "sockets",
    permission: "none",
    readRequest: readWebsocketReceiveRequest,
    writeAnswer: writeSocketMessage,
  },
};
