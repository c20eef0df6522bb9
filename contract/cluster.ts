import type { Area } from "./schema.js";
import { call, list, record, str } from "./schema.js";

const clusterNodeInfo = record("ClusterNodeInfo", "One node of the cluster.", [
  str("node_id", "The node's name."),
  str("role", "Its role."),
  list("str")("skills", "Ids of the skills that it runs."),
]);

const clusterNodeListResult = record("ClusterNodeListResult", "The nodes of the cluster.", [
  str("current_node", "Name of the node that the skill runs on."),
  list(clusterNodeInfo)("nodes", "All nodes."),
]);

const localPath = str("local_path", "Path on this node.");
const remotePath = str("remote_path", "Path on the other node.");

export const cluster: Area = {
  name: "cluster",
  records: [clusterNodeInfo, clusterNodeListResult],
  calls: [
    call("file_transfer_send", {
      doc: "Sends a file to another node.",
      permission: "file_transfer",
      request: [str("target_node", "The node to send to."), localPath, remotePath],
      answer: null,
    }),
    call("file_transfer_recv", {
      doc: "Fetches a file from another node.",
      permission: "file_transfer",
      request: [str("source_node", "The node to fetch from."), remotePath, localPath],
      answer: null,
    }),
    call("cluster_node_list", {
      doc: "Lists the nodes of the cluster.",
      permission: "cluster mode",
      request: [],
      answer: clusterNodeListResult,
    }),
  ],
};
