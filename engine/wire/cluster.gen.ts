// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";
import { key } from "./key.js";
import type { Nothing } from "./nothing.gen.js";
import { writeStrings } from "./strings.gen.js";

const CURRENT_NODE = key("current_node");
const NODES = key("nodes");
const NODE_ID = key("node_id");
const ROLE = key("role");
const SKILLS = key("skills");

/** The host functions of cluster: what each is asked and answers. */
export interface ClusterFunctions {
  /** Sends a file to another node. */
  file_transfer_send: { request: FileTransferSendRequest; answer: void };
  /** Fetches a file from another node. */
  file_transfer_recv: { request: FileTransferRecvRequest; answer: void };
  /** Lists the nodes of the cluster. */
  cluster_node_list: { request: Nothing; answer: ClusterNodeListResult };
}

/** One node of the cluster. */
export interface ClusterNodeInfo {
  /** The node's name. */
  node_id: string;
  /** Its role. */
  role: string;
  /** Ids of the skills that it runs. */
  skills: string[];
}

/** The nodes of the cluster. */
export interface ClusterNodeListResult {
  /** Name of the node that the skill runs on. */
  current_node: string;
  /** All nodes. */
  nodes: ClusterNodeInfo[];
}

/** What `file_transfer_send` is asked. */
export interface FileTransferSendRequest {
  /** The node to send to. */
  target_node: string;
  /** Path on this node. */
  local_path: string;
  /** Path on the other node. */
  remote_path: string;
}

export function readFileTransferSendRequest(r: Reader): FileTransferSendRequest {
  const request: FileTransferSendRequest = { target_node: "", local_path: "", remote_path: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "target_node":
        request.target_node = r.string();
        break;
      case "local_path":
        request.local_path = r.string();
        break;
      case "remote_path":
        request.remote_path = r.string();
        break;
      default:
        r.skip();
    }
  }
  return request;
}

/** What `file_transfer_recv` is asked. */
export interface FileTransferRecvRequest {
  /** The node to fetch from. */
  source_node: string;
  /** Path on the other node. */
  remote_path: string;
  /** Path on this node. */
  local_path: string;
}

export function readFileTransferRecvRequest(r: Reader): FileTransferRecvRequest {
  const request: FileTransferRecvRequest = { source_node: "", remote_path: "", local_path: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "source_node":
        request.source_node = r.string();
        break;
      case "remote_path":
        request.remote_path = r.string();
        break;
      case "local_path":
        request.local_path = r.string();
        break;
      default:
        r.skip();
    }
  }
  return request;
}

export function writeClusterNodeInfo(w: Writer, clusterNodeInfo: ClusterNodeInfo): void {
  w.map(3);
  w.raw(NODE_ID);
  w.string(clusterNodeInfo.node_id);
  w.raw(ROLE);
  w.string(clusterNodeInfo.role);
  w.raw(SKILLS);
  writeStrings(w, clusterNodeInfo.skills);
}

export function writeClusterNodeInfos(w: Writer, items: readonly ClusterNodeInfo[]): void {
  w.array(items.length);
  for (const item of items) writeClusterNodeInfo(w, item);
}

export function writeClusterNodeListResult(
  w: Writer,
  clusterNodeListResult: ClusterNodeListResult,
): void {
  w.map(2);
  w.raw(CURRENT_NODE);
  w.string(clusterNodeListResult.current_node);
  w.raw(NODES);
  writeClusterNodeInfos(w, clusterNodeListResult.nodes);
}
