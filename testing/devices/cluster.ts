import type { Device, HostCall } from "../../engine/device.js";
import { HostError } from "../../engine/errors.js";
import type { FileTree } from "../files/file-tree.js";
import { demandOptions, optionKinds } from "../option-check.js";
import { type Bytes, toBytes } from "./bytes.js";
import type { Surroundings } from "./surroundings.js";
import { quote, unscripted } from "./unscripted.js";
import { Wait } from "./wait.js";

export interface NodeFacts {
  role?: string;
  skills?: readonly string[];
}

const shape = { role: optionKinds.text, skills: optionKinds.listOfTexts };

/** Another node of the cluster and the files on it. */
export class ClusterNode {
  readonly id: string;
  role: string;
  skills: readonly string[];
  /** By path. */
  readonly files = new Map<string, Uint8Array>();
  reachable = true;
  /** How long a transfer takes, in virtual time. */
  delayMs = 0;
  used = false;

  constructor(id: string, { role = "worker", skills = [] }: NodeFacts) {
    this.id = id;
    this.role = role;
    this.skills = skills;
  }

  write(path: string, content: Bytes): this {
    this.files.set(path, toBytes(content).slice());
    return this;
  }

  /** Undefined when there is no such file. */
  text(path: string): string | undefined {
    const content = this.files.get(path);
    return content && new TextDecoder().decode(content);
  }

  goDown(): this {
    this.reachable = false;
    return this;
  }

  comeUp(): this {
    this.reachable = true;
    return this;
  }

  slow(ms: number): this {
    this.delayMs = ms;
    return this;
  }
}

export interface ClusterLevers {
  /** Another node; the same one when it is named again. */
  node(id: string, facts?: NodeFacts): ClusterNode;
  /** The node that the skill runs on; `local` until told otherwise. */
  current(id: string, facts?: NodeFacts): void;
}

export interface ClusterParts {
  surroundings: Surroundings;
  tree: FileTree;
}

export interface ClusterFake {
  readonly device: Device<"cluster">;
  readonly levers: ClusterLevers;
  /** The nodes that are scripted. */
  scripted(): string[];
  unused(): string[];
}

/** A cluster whose nodes are told what they hold. Without any node there is no cluster. */
export function createCluster(parts: ClusterParts): ClusterFake {
  const device = new ClusterDevice(parts);
  const { nodes } = device;
  const levers: ClusterLevers = {
    node: (id, facts = {}) => {
      demandOptions(facts, { action: `script host.cluster.node(${quote(id)})`, shape });
      const node = nodes.get(id) ?? new ClusterNode(id, facts);
      nodes.set(id, node);
      return Object.assign(node, facts);
    },
    current: (id, facts = { role: "master" }) => {
      demandOptions(facts, { action: `script host.cluster.current(${quote(id)})`, shape });
      device.current = new ClusterNode(id, facts);
    },
  };
  const unused = () =>
    [...nodes.values()].filter(({ used }) => !used).map(({ id }) => `host.cluster.node("${id}")`);
  return { device, levers, scripted: () => [...nodes.keys()], unused };
}

interface Transfer {
  readonly direction: "send" | "receive";
  readonly node: string;
}

class ClusterDevice implements Device<"cluster"> {
  readonly nodes = new Map<string, ClusterNode>();
  current = new ClusterNode("local", { role: "master" });
  private readonly parts: ClusterParts;

  constructor(parts: ClusterParts) {
    this.parts = parts;
  }

  cluster_node_list: Device<"cluster">["cluster_node_list"] = () => {
    if (this.nodes.size === 0) {
      throw refusal("cluster_node_list", { id: "worker-1", known: [] });
    }
    const nodes = [this.current, ...this.nodes.values()].map((node) => {
      node.used = true;
      return { node_id: node.id, role: node.role, skills: [...node.skills] };
    });
    return { current_node: this.current.id, nodes };
  };

  file_transfer_send: Device<"cluster">["file_transfer_send"] = (request, call) => {
    const { target_node, local_path, remote_path } = request;
    const node = this.reach(target_node, `file_transfer_send to ${quote(target_node)}`);
    const action = `send "${local_path}" to "${target_node}"`;
    this.admit(local_path, { call, action, use: { direction: "send", node: target_node } });
    const content = this.parts.tree.read(local_path);
    this.wait(node, { call, action });
    node.write(remote_path, content);
  };

  file_transfer_recv: Device<"cluster">["file_transfer_recv"] = (request, call) => {
    const { source_node, remote_path, local_path } = request;
    const node = this.reach(source_node, `file_transfer_recv from ${quote(source_node)}`);
    const action = `receive "${remote_path}" from "${source_node}"`;
    this.admit(local_path, { call, action, use: { direction: "receive", node: source_node } });
    const content = node.files.get(remote_path);
    if (!content) throw new HostError(`Cannot ${action}: no such file`, { code: "not_found" });
    this.wait(node, { call, action });
    this.parts.tree.write(local_path, content);
  };

  private reach(id: string, asked: string): ClusterNode {
    const node = this.nodes.get(id);
    if (!node) throw refusal(asked, { id, known: [...this.nodes.keys()] });
    node.used = true;
    if (node.reachable) return node;
    throw new HostError(`Cannot reach node ${quote(id)}: it is down`, { code: "unavailable" });
  }

  private admit(
    path: string,
    { call, action, use }: { call: HostCall; action: string; use: Transfer },
  ): void {
    const canonical = this.parts.tree.resolve(path);
    if (canonical === path) return;
    const asked = { path, canonical, action, use: { area: "cluster", ...use } } as const;
    this.parts.surroundings.admitPath?.(asked, call);
  }

  private wait({ delayMs }: ClusterNode, { call, action }: { call: HostCall; action: string }) {
    new Wait(this.parts.surroundings.clock, { call, timeoutMs: 0, action }).spend(delayMs);
  }
}

function refusal(asked: string, { id, known }: { id: string; known: string[] }): HostError {
  const lever = `host.cluster.node(${quote(id)})`;
  return unscripted({ asked, scripted: known.map(quote), wanted: quote(id), lever });
}
