import { hostname } from "node:os";
import { type AsyncDevice, HostError } from "@luminarys/sdk-as/engine";

export interface ClusterContext {
  /** The machine's name unless given. */
  readonly nodeId?: string;
  /** Ids of the skills that the host runs now. */
  skills(): readonly string[];
}

/** A cluster of one node: it lists itself and reaches no other. */
export function createClusterDevice(context: ClusterContext): AsyncDevice<"cluster"> {
  const { nodeId = hostname() } = context;
  return {
    cluster_node_list: () => ({
      current_node: nodeId,
      nodes: [{ node_id: nodeId, role: "master", skills: [...context.skills()] }],
    }),
    file_transfer_send: ({ local_path, target_node }) =>
      refuse(`send "${local_path}" to "${target_node}"`),
    file_transfer_recv: ({ remote_path, source_node }) =>
      refuse(`receive "${remote_path}" from "${source_node}"`),
  };
}

function refuse(action: string): never {
  const reason = "this host is a single node, the cluster isn't enabled";
  const hint = "Hint: use a path that both skills are granted, or http";
  throw new HostError(`Cannot ${action}: ${reason}. ${hint}`, { code: "unavailable" });
}
