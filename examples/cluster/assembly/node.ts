import { cluster, Result } from "@luminarys/sdk-as";

export class Node {
  id!: string;
  role!: string;
  /** Ids of the skills that it runs. */
  skills: string[] = [];
  /** Whether this skill runs there itself. */
  isHere: bool;
}

/** The nodes that run a skill, all for "". */
export function nodesWith(skill: string): Result<Node[]> {
  const found = cluster.nodes();
  const nodes: Node[] = [];
  if (found.isOk) {
    for (let i = 0; i < found.value.nodes.length; i++) {
      const node = found.value.nodes[i];
      if (skill.length > 0 && !node.skills.includes(skill)) continue;
      const isHere = node.node_id == found.value.current_node;
      nodes.push({ id: node.node_id, role: node.role, skills: node.skills, isHere });
    }
  }
  return new Result(nodes, found.error, found.code);
}
