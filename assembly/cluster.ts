import { Result, resultOf, Status, statusOfCall } from "./result";
import { quietly } from "./runtime/failure";
import {
  ClusterNodeListResult,
  callClusterNodeList,
  callFileTransferRecv,
  callFileTransferSend,
} from "./wire/cluster.gen";

export { ClusterNodeInfo, ClusterNodeListResult } from "./wire/cluster.gen";

/**
 * Sends a local file to another node. Throws when that fails.
 * Permission: `permissions.file_transfer` in the manifest; no requirement can say it.
 */
export function fileTransferSend(targetNode: string, localPath: string, remotePath: string): void {
  callFileTransferSend(targetNode, localPath, remotePath);
}

/**
 * Fetches a file from another node. Throws when that fails.
 * Permission: `permissions.file_transfer` in the manifest; no requirement can say it.
 */
export function fileTransferRecv(sourceNode: string, remotePath: string, localPath: string): void {
  callFileTransferRecv(sourceNode, remotePath, localPath);
}

/**
 * The nodes of the cluster. Throws when that fails.
 * Permission: none, but the host must belong to a cluster.
 */
export function clusterNodeList(): ClusterNodeListResult {
  return callClusterNodeList();
}

/** Where a file is on the other side of `cluster.send` and `cluster.receive`. */
export class TransferOptions {
  /** Path on this node; "" = the same as on the other. */
  localPath: string = "";
  /** Path on the other node; "" = the same as on this one. */
  remotePath: string = "";
}

/** The cluster's nodes, and files sent between them. */
export namespace cluster {
  /**
   * The nodes of the cluster.
   * Permission: none, but the host must belong to a cluster.
   */
  export function nodes(): Result<ClusterNodeListResult> {
    quietly();
    return resultOf(callClusterNodeList());
  }

  /**
   * Sends a local file to another node.
   * Permission: `permissions.file_transfer` in the manifest; no requirement can say it.
   */
  export function send(
    targetNode: string,
    localPath: string,
    options: TransferOptions = {},
  ): Status {
    const remotePath = options.remotePath.length > 0 ? options.remotePath : localPath;
    quietly();
    callFileTransferSend(targetNode, localPath, remotePath);
    return statusOfCall();
  }

  /**
   * Fetches a file from another node.
   * Permission: `permissions.file_transfer` in the manifest; no requirement can say it.
   */
  export function receive(
    sourceNode: string,
    remotePath: string,
    options: TransferOptions = {},
  ): Status {
    const localPath = options.localPath.length > 0 ? options.localPath : remotePath;
    quietly();
    callFileTransferRecv(sourceNode, remotePath, localPath);
    return statusOfCall();
  }
}
