import { decideHttp, type HttpPermission, type SocketRoute } from "@luminarys/sdk-as/engine";
import { findSocketHandler } from "@luminarys/sdk-as/engine/cores";
import type { WebsocketConfig } from "../../config/model.js";
import type { RouteProblem } from "../../config/route-problem.js";
import type { DescribedSkill } from "../../host.js";
import { messageLimit } from "./message-limit.js";
import { readSocketPath } from "./socket-path.js";
import type { ConnectingPlan, ListeningPlan, SocketPlan } from "./socket-plan.js";

type HostRoute = WebsocketConfig["routes"][number];

export interface SocketSources {
  /** The section of host.yaml. */
  readonly config: WebsocketConfig | undefined;
  /** All of the host, whose manifests may declare sockets. */
  readonly skills: readonly DescribedSkill[];
}

/** Sockets that can be served, and all that is wrong with the others. */
export interface SocketReading {
  readonly plans: readonly SocketPlan[];
  readonly problems: readonly RouteProblem[];
}

interface Declaration {
  readonly route: SocketRoute & Pick<HostRoute, "allow">;
  readonly port: number | undefined;
  /** Undefined in host.yaml. */
  readonly skill: DescribedSkill | undefined;
  readonly index: number;
}

/** What is wrong with a declaration. */
type Fault = Pick<RouteProblem, "key" | "message" | "hint">;

interface Taken {
  readonly names: Map<string, Declaration>;
  readonly paths: Map<string, Declaration>;
}

/** Bytes of a message over a connection that no manifest declares. */
const HOST_MESSAGE_BYTES = 16 * 1024 * 1024;

/** The union of host.yaml's sockets, which come first, and those of manifests. */
export function readSocketRoutes({ config, skills }: SocketSources): SocketReading {
  const taken: Taken = { names: new Map(), paths: new Map() };
  const all = [
    ...declarations(config, undefined),
    ...skills.flatMap((skill) => declarations(skill.manifest.websocket, skill)),
  ];
  const plans: SocketPlan[] = [];
  const problems: RouteProblem[] = [];
  for (const declaration of all) {
    const read = readRoute(declaration, { skills, taken });
    if ("kind" in read) plans.push(read);
    else problems.push({ ...placeOf(declaration), ...read });
  }
  return { plans, problems };
}

function declarations(
  section: WebsocketConfig | undefined,
  skill: DescribedSkill | undefined,
): Declaration[] {
  const { port, routes = [] } = section ?? {};
  return routes.map((route, index) => ({ route, port, skill, index }));
}

function placeOf({ skill, index }: Declaration) {
  return { skillId: skill?.id ?? "", section: "websocket", index } as const;
}

function readRoute(
  declaration: Declaration,
  { skills, taken }: Pick<SocketSources, "skills"> & { taken: Taken },
): SocketPlan | Fault {
  const { route, skill } = declaration;
  const { socket: name, listen = false, connect } = route;
  const action = `declare socket "${name}"`;
  if (name === "") return { key: "socket", message: "Cannot declare a socket without a name" };
  if (listen && connect !== undefined) {
    return { key: "connect", message: `Cannot ${action}: it can't both listen and connect` };
  }
  const other = taken.names.get(name);
  if (other)
    return { key: "socket", message: `Cannot ${action}: ${ownerOf(other)} declares it too` };
  taken.names.set(name, declaration);
  const handler = findSocketHandler(route, { owner: skill?.id ?? "", skills });
  if (handler && "message" in handler) return { key: "ref", ...handler };
  if (listen) return readListening(declaration, { handler, taken });
  if (connect !== undefined) return readConnecting(declaration, { handler, connect });
  const hint = "add listen: true, or connect with a URL";
  return { message: `Cannot ${action}: it neither listens nor connects`, hint };
}

function readListening(
  declaration: Declaration,
  { handler, taken }: Pick<ListeningPlan, "handler"> & { taken: Taken },
): ListeningPlan | Fault {
  const { route, port } = declaration;
  const { socket: name } = route;
  const read = readSocketPath(route);
  if ("message" in read) return read;
  const { path } = read;
  const place = `${port ?? ""}${path}`;
  const other = taken.paths.get(place);
  if (other) {
    const has = `socket "${other.route.socket}" has path ${path}`;
    return { key: "path", message: `Cannot declare socket "${name}": ${has}` };
  }
  taken.paths.set(place, declaration);
  return { kind: "listen", name, path, port, handler };
}

function readConnecting(
  { route, skill }: Declaration,
  { handler, connect: url }: Pick<ConnectingPlan, "handler"> & { connect: string },
): ConnectingPlan | Fault {
  const { socket: name, allow = false } = route;
  const action = `connect socket "${name}"`;
  if (route.path !== undefined) {
    return { key: "path", message: `Cannot give socket "${name}" a path: it doesn't listen` };
  }
  if (!skill && !allow) {
    const hint = "add allow: true beside connect";
    return { key: "connect", message: `Cannot ${action}: host.yaml doesn't allow it`, hint };
  }
  const permission = skill ? skill.manifest.permissions.http : exactly(url);
  const decision = decideHttp(permission, { url, websocket: true });
  if (!decision.allowed) {
    const { reason, grant } = decision;
    return {
      key: "connect",
      message: `Cannot ${action}: ${reason}`,
      ...(grant && { hint: grant }),
    };
  }
  const maxMessageBytes = skill ? messageLimit(skill.manifest) : HOST_MESSAGE_BYTES;
  return { kind: "connect", name, url, permission, maxMessageBytes, handler };
}

/** What the host's owner allows by name is reached wherever it is. */
function exactly(url: string): HttpPermission {
  const { protocol, host } = new URL(url);
  return {
    enabled: true,
    allowlist: [`${protocol}//${host}/**`],
    allow_websocket: true,
    allow_private: true,
    max_response_bytes: 0,
    proxy_from_env: false,
  };
}

function ownerOf({ skill }: Declaration): string {
  return skill ? `the manifest of "${skill.id}"` : "host.yaml";
}
