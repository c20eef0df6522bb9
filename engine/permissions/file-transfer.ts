import type { FileTransferPermission } from "../manifest/model.js";
import { deny, denyDisabled, type ManifestLine, tellAs } from "./decision.js";
import { compileDirGrants } from "./dir-grant.js";
import { decidePath, type PathDecision } from "./directories.js";

const section = "permissions.file_transfer";

export interface TransferRequest {
  /** The other node. */
  readonly node: string;
  /** Sending reads the local path, receiving writes it. */
  readonly direction: "send" | "receive";
  readonly path: string;
  readonly canonical?: string | undefined;
}

export function decideFileTransfer(
  permission: FileTransferPermission,
  { node, direction, path, canonical }: TransferRequest,
): PathDecision {
  const dirs = { list: `${section}.local_dirs`, dirs: compileDirGrants(permission.local_dirs) };
  const mode = direction === "send" ? "ro" : "rw";
  const local = decidePath(dirs, { path, mode, canonical });
  if (!local.allowed && local.code === "invalid") return local;
  const nodes = permission.allowed_nodes;
  const isNode = nodes.includes("*") || nodes.includes(node);
  const nodeLines: ManifestLine[] = isNode
    ? []
    : [{ list: `${section}.allowed_nodes`, item: node }];
  const lines = [...nodeLines, ...(local.allowed ? [] : local.lines)];
  const told = local.allowed ? undefined : local.told;
  if (!permission.enabled) {
    return tellAs(denyDisabled(section, lines), told && `${section} is disabled`);
  }
  if (!isNode) {
    const reason = `node "${node}" isn't allowed (${nodes.join(", ") || "none is"})`;
    return tellAs(deny(reason, lines), told && reason);
  }
  if (!local.allowed) return local;
  const by = { list: `${section}.allowed_nodes`, item: nodes.includes(node) ? node : "*" };
  return { ...local, lines: [...local.lines, by] };
}
