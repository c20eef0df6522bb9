// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";
import { Answer, answerError, beginRequest, endAnswer, exchange } from "../runtime/exchange";
import { readNothing } from "./nothing.gen";
import { readStrings } from "./strings.gen";

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
@external("env", "file_transfer_recv")
declare function file_transfer_recv(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "cluster_node_list")
declare function cluster_node_list(ptr: usize, len: i32): u64;

/** Sends a file to another node. Needs `file_transfer`. */
export function callFileTransferSend(
  targetNode: string,
  localPath: string,
  remotePath: string,
): void {
  const w = beginRequest(3);
  w.key("target_node");
  w.string(targetNode);
  w.key("local_path");
  w.string(localPath);
  w.key("remote_path");
  w.string(remotePath);
  const r = exchange(w, file_transfer_send, "file_transfer_send");
  readNothing(r);
  endAnswer(r);
}

/** Fetches a file from another node. Needs `file_transfer`. */
export function callFileTransferRecv(
  sourceNode: string,
  remotePath: string,
  localPath: string,
): void {
  const w = beginRequest(3);
  w.key("source_node");
  w.string(sourceNode);
  w.key("remote_path");
  w.string(remotePath);
  w.key("local_path");
  w.string(localPath);
  const r = exchange(w, file_transfer_recv, "file_transfer_recv");
  readNothing(r);
  endAnswer(r);
}

/** Lists the nodes of the cluster. Needs `cluster mode`. */
export function callClusterNodeList(): ClusterNodeListResult {
  const w = beginRequest(0);
  const r = exchange(w, cluster_node_list, "cluster_node_list");
  const clusterNodeListResult = readClusterNodeListResult(r);
  endAnswer(r);
  return clusterNodeListResult;
}

export function readClusterNodeInfo(r: Reader): ClusterNodeInfo {
  const clusterNodeInfo = new ClusterNodeInfo();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("node_id")) clusterNodeInfo.node_id = r.string();
    else if (r.is("role")) clusterNodeInfo.role = r.string();
    else if (r.is("skills")) clusterNodeInfo.skills = readStrings(r);
    else r.skip();
  }
  return clusterNodeInfo;
}

export function readClusterNodeInfos(r: Reader): ClusterNodeInfo[] {
  const items: ClusterNodeInfo[] = [];
  for (let left = r.array(); left > 0 && !r.failed; left--) items.push(readClusterNodeInfo(r));
  return items;
}

export function readClusterNodeListResult(r: Answer): ClusterNodeListResult {
  const clusterNodeListResult = new ClusterNodeListResult();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("current_node")) clusterNodeListResult.current_node = r.string();
    else if (r.is("nodes")) clusterNodeListResult.nodes = readClusterNodeInfos(r);
    else answerError(r);
  }
  return clusterNodeListResult;
}
