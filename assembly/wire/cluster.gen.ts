// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";
import { Exchange } from "../runtime/exchange";
import { END, OTHER, STRING, readList, readMade, readStrings } from "../runtime/record";

/** One node of the cluster. */
export class ClusterNodeInfo {
  /** The node's name. */
  node_id: string = "";
  /** Its role. */
  role: string = "";
  /** Ids of the skills that it runs. */
  skills: string[] = [];
}

/** The nodes of the cluster. */
export class ClusterNodeListResult {
  /** Name of the node that the skill runs on. */
  current_node: string = "";
  /** All nodes. */
  nodes: ClusterNodeInfo[] = [];
}

// @ts-ignore: decorator
@external("env", "file_transfer_send")
declare function file_transfer_send(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const FILE_TRANSFER_SEND: usize = memory.data<u8>([
  0xb2, 0x66, 0x69, 0x6c, 0x65, 0x5f, 0x74, 0x72, 0x61, 0x6e, 0x73, 0x66, 0x65, 0x72, 0x5f,
  0x73, 0x65, 0x6e, 0x64, // file_transfer_send
  0xa0,
  0xab, 0x74, 0x61, 0x72, 0x67, 0x65, 0x74, 0x5f, 0x6e, 0x6f, 0x64, 0x65, // target_node
  0xaa, 0x6c, 0x6f, 0x63, 0x61, 0x6c, 0x5f, 0x70, 0x61, 0x74, 0x68, // local_path
  0xab, 0x72, 0x65, 0x6d, 0x6f, 0x74, 0x65, 0x5f, 0x70, 0x61, 0x74, 0x68, // remote_path
]);

/** Sends a file to another node. Needs `file_transfer`. */
export function callFileTransferSend(
  targetNode: string,
  localPath: string,
  remotePath: string,
): void {
  const call = Exchange.begin(FILE_TRANSFER_SEND, 3);
  call.field().string(targetNode);
  call.field().string(localPath);
  call.field().string(remotePath);
  call.receive(file_transfer_send(call.send(), call.size));
  call.nothing();
}

// @ts-ignore: decorator
@external("env", "file_transfer_recv")
declare function file_transfer_recv(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const FILE_TRANSFER_RECV: usize = memory.data<u8>([
  0xb2, 0x66, 0x69, 0x6c, 0x65, 0x5f, 0x74, 0x72, 0x61, 0x6e, 0x73, 0x66, 0x65, 0x72, 0x5f,
  0x72, 0x65, 0x63, 0x76, // file_transfer_recv
  0xa0,
  0xab, 0x73, 0x6f, 0x75, 0x72, 0x63, 0x65, 0x5f, 0x6e, 0x6f, 0x64, 0x65, // source_node
  0xab, 0x72, 0x65, 0x6d, 0x6f, 0x74, 0x65, 0x5f, 0x70, 0x61, 0x74, 0x68, // remote_path
  0xaa, 0x6c, 0x6f, 0x63, 0x61, 0x6c, 0x5f, 0x70, 0x61, 0x74, 0x68, // local_path
]);

/** Fetches a file from another node. Needs `file_transfer`. */
export function callFileTransferRecv(
  sourceNode: string,
  remotePath: string,
  localPath: string,
): void {
  const call = Exchange.begin(FILE_TRANSFER_RECV, 3);
  call.field().string(sourceNode);
  call.field().string(remotePath);
  call.field().string(localPath);
  call.receive(file_transfer_recv(call.send(), call.size));
  call.nothing();
}

// @ts-ignore: decorator
@external("env", "cluster_node_list")
declare function cluster_node_list(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const CLUSTER_NODE_LIST: usize = memory.data<u8>([
  0xb1, 0x63, 0x6c, 0x75, 0x73, 0x74, 0x65, 0x72, 0x5f, 0x6e, 0x6f, 0x64, 0x65, 0x5f, 0x6c,
  0x69, 0x73, 0x74, // cluster_node_list
  0xa0,
]);

/** Lists the nodes of the cluster. Needs `cluster mode`. */
export function callClusterNodeList(): ClusterNodeListResult {
  const call = Exchange.begin(CLUSTER_NODE_LIST, 0);
  call.receive(cluster_node_list(call.send(), call.size));
  return call.endWith<ClusterNodeListResult>(readClusterNodeListResult(call));
}

// @ts-ignore: decorator
@lazy
export const CLUSTER_NODE_INFO: usize = memory.data<u8>([
  STRING, offsetof<ClusterNodeInfo>("node_id") as u8,
  0xa7, 0x6e, 0x6f, 0x64, 0x65, 0x5f, 0x69, 0x64, // node_id
  STRING, offsetof<ClusterNodeInfo>("role") as u8,
  0xa4, 0x72, 0x6f, 0x6c, 0x65, // role
  OTHER, 0,
  0xa6, 0x73, 0x6b, 0x69, 0x6c, 0x6c, 0x73, // skills
  END,
]);

export function readClusterNodeInfo(r: Reader): ClusterNodeInfo {
  return readMade<ClusterNodeInfo>(r, CLUSTER_NODE_INFO, readClusterNodeInfoOther);
}

function readClusterNodeInfoOther(r: Reader, it: ClusterNodeInfo, _kind: u8): void {
  it.skills = readStrings(r);
}

// @ts-ignore: decorator
@lazy
export const CLUSTER_NODE_LIST_RESULT: usize = memory.data<u8>([
  STRING, offsetof<ClusterNodeListResult>("current_node") as u8,
  0xac, 0x63, 0x75, 0x72, 0x72, 0x65, 0x6e, 0x74, 0x5f, 0x6e, 0x6f, 0x64, 0x65, // current_node
  OTHER, 0,
  0xa5, 0x6e, 0x6f, 0x64, 0x65, 0x73, // nodes
  END,
]);

export function readClusterNodeListResult(r: Reader): ClusterNodeListResult {
  return readMade<ClusterNodeListResult>(
    r,
    CLUSTER_NODE_LIST_RESULT,
    readClusterNodeListResultOther,
  );
}

function readClusterNodeListResultOther(r: Reader, it: ClusterNodeListResult, _kind: u8): void {
  it.nodes = readList<ClusterNodeInfo>(r, readClusterNodeInfo);
}
