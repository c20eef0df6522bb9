/**
 * Sends files to whichever node of the cluster runs a skill that can work with them, and fetches files.
 * To which nodes, and from which folders, is the operator's to say, so nothing is required.
 *
 * @skill:id      org.luminarys.cluster
 * @skill:name    "Courier"
 * @skill:version 1.0.0
 * @skill:desc    "Finds the node that runs a skill, sends it files and fetches what it made"
 */

import { Context, cluster } from "@luminarys/sdk-as";
import { Node, nodesWith } from "./node";

export class Delivery {
  node!: string;
  /** Where the file lies on that node. */
  path!: string;
}

// @skill:method find_nodes "List the nodes that run a skill"
// @skill:param  skill optional "Id of the skill; every node unless said" example:thumbnails
// @skill:result "The nodes"
// @skill:hint   read_only open_world:false
export function findNodes(ctx: Context, skill: string): Node[] {
  const found = nodesWith(skill);
  if (!found.isOk) ctx.fail(found.error);
  return found.value;
}

// @skill:method deliver "Send a file to the first node that runs a skill and takes it"
// @skill:param  skill required "Id of the skill" example:thumbnails
// @skill:param  path required "The file on this node"
// @skill:param  to optional "Its path there; the same unless said"
// @skill:result "Where it is now"
// @skill:hint   idempotent open_world:false
export function deliver(ctx: Context, skill: string, path: string, to: string): Delivery {
  const nowhere: Delivery = { node: "", path: "" };
  const found = nodesWith(skill);
  if (!found.isOk) {
    ctx.fail(found.error);
    return nowhere;
  }
  const remotePath = to.length > 0 ? to : path;
  const failures: string[] = [];
  for (let i = 0; i < found.value.length; i++) {
    const node = found.value[i];
    if (node.isHere) continue;
    const sent = cluster.send(node.id, path, { remotePath });
    if (sent.isOk) {
      if (failures.length > 0) ctx.setLLMContext(`Not the first choice: ${failures.join("; ")}.`);
      return { node: node.id, path: remotePath };
    }
    failures.push(sent.error);
    // A file that isn't there isn't there for the next node either.
    if (sent.code == "not_found") break;
  }
  ctx.fail(failures.length > 0 ? failures.join("; ") : noNode(skill, found.value));
  return nowhere;
}

// @skill:method fetch "Fetch a file from a node"
// @skill:param  node required "The node's id, as find_nodes says it"
// @skill:param  path required "The file on that node"
// @skill:param  to required "Where to put it on this node"
// @skill:hint   idempotent open_world:false
export function fetch(ctx: Context, node: string, path: string, to: string): void {
  const fetched = cluster.receive(node, path, { localPath: to });
  if (!fetched.isOk) ctx.fail(fetched.error);
}

function noNode(skill: string, found: Node[]): string {
  const where = found.length > 0 ? "only this node runs it" : "no node runs it";
  return `Cannot deliver to "${skill}": ${where}. Hint: call find_nodes`;
}
