export interface FileNode {
  readonly kind: "file";
  mode: number;
  modifiedMs: number;
  content: Uint8Array;
}

export interface DirNode {
  readonly kind: "dir";
  mode: number;
  modifiedMs: number;
  readonly children: Map<string, TreeNode>;
}

export interface LinkNode {
  readonly kind: "link";
  mode: number;
  modifiedMs: number;
  readonly target: string;
}

export type TreeNode = FileNode | DirNode | LinkNode;

export function newDir(modifiedMs: number, mode = 0o755): DirNode {
  return { kind: "dir", mode, modifiedMs, children: new Map() };
}

/** Owns its content: a copy is made. */
export function newFile(content: Uint8Array, modifiedMs: number, mode = 0o644): FileNode {
  return { kind: "file", mode, modifiedMs, content: content.slice() };
}

/** Bytes of the files in it. */
export function sizeOf(node: TreeNode): number {
  if (node.kind === "file") return node.content.length;
  if (node.kind === "link") return 0;
  let size = 0;
  for (const child of node.children.values()) size += sizeOf(child);
  return size;
}
