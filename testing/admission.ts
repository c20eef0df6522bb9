import type { HostCall } from "../engine/device.js";
import type { Manifest } from "../engine/manifest/model.js";
import { decideAddresses } from "../engine/permissions/address.js";
import { type Decision, demand } from "../engine/permissions/decision.js";
import { compileDirGrants, type DirGrant } from "../engine/permissions/dir-grant.js";
import { decideFileTransfer } from "../engine/permissions/file-transfer.js";
import { allowedDirs, decideFs } from "../engine/permissions/fs.js";
import { decideHttp } from "../engine/permissions/http.js";
import type { NetworkTarget } from "../engine/permissions/network-target.js";
import { decideLogFile, decideShell } from "../engine/permissions/shell.js";
import { decideTcp } from "../engine/permissions/tcp.js";
import type { CanonicalPath, Destination, Surroundings } from "./devices/surroundings.js";
import type { FileTree } from "./files/file-tree.js";

export interface AdmissionParts {
  /** Of the skill that calls. */
  manifestOf: (call: HostCall) => Manifest;
  tree: FileTree;
}

type Admission = Required<
  Pick<Surroundings, "admitAddresses" | "admitPath" | "allowedDirs" | "memoryMb">
>;

/** Asks manifests again, once fake devices know where names and links lead. */
export function createAdmission({ manifestOf, tree }: AdmissionParts): Admission {
  return {
    admitAddresses: (destination, call) => admitAddresses(destination, manifestOf(call)),
    admitPath: (path, call) => {
      demand(decideUse(path, { manifest: manifestOf(call), tree }), path.action);
    },
    memoryMb: (call) => manifestOf(call).limits.memory_mb,
    allowedDirs: (call) => allowedDirs(manifestOf(call).permissions.fs),
  };
}

function admitAddresses(
  { asked, area, addresses }: Destination,
  { permissions: { http, tcp } }: Manifest,
): readonly string[] {
  const action = `${area === "http" ? "request" : "connect to"} "${asked}"`;
  const byName: Decision<{ target: NetworkTarget }> =
    area === "tcp"
      ? decideTcp(tcp, asked)
      : decideHttp(http, { url: asked, websocket: area === "ws" });
  const { target } = demand(byName, action);
  return demand(decideAddresses(target, addresses), action).addresses;
}

function decideUse(
  { path, canonical, use }: CanonicalPath,
  { manifest: { permissions }, tree }: { manifest: Manifest; tree: FileTree },
): Decision {
  if (use.area === "cluster") {
    const { node, direction } = use;
    return decideFileTransfer(permissions.file_transfer, { node, direction, path, canonical });
  }
  if (use.area === "shell") {
    if (use.use === "log_file") return decideLogFile(permissions.shell, path, { canonical });
    return decideShell(permissions.shell, { command: use.command, workdir: path, canonical });
  }
  const canonicalDirs = allowedDirs(permissions.fs).map((grant) => followLinks(grant, tree));
  return decideFs(permissions.fs, { path, mode: use.mode, canonical }, { canonicalDirs });
}

/** A directory that is granted may itself be a link, or lie behind one. */
function followLinks(grant: DirGrant, tree: FileTree): DirGrant {
  if (!grant.isLiteral) return grant;
  const path = tree.resolve(grant.path);
  if (path === grant.path || /[*?[{\\]/.test(path)) return grant;
  return compileDirGrants([`${path}:${grant.mode}`])[0] ?? grant;
}
