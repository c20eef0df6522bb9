import type { HostConfig, HttpConfig, ListenAddress } from "../config/model.js";
import type { DescribedSkill } from "../host.js";
import type { ServerPort } from "./servers.js";

/** What of a host's configuration says how it is reached. */
export type FacesConfig = Pick<HostConfig, "http" | "tokens"> &
  Partial<
    Pick<
      HostConfig,
      "web" | "websocket" | "gateway" | "agents" | "file" | "folder" | "skills" | "store"
    >
  >;

/** Sections of host.yaml and of manifests, which may each have a port. */
type Sections = readonly { readonly port?: number }[];

/** Which ways in are asked for, and where. */
export interface Wanted {
  readonly web: readonly ServerPort[];
  readonly sockets: readonly ServerPort[];
}

/** Whose manifests say more. */
interface Skills {
  list(): readonly Pick<DescribedSkill, "manifest">[];
}

/** Where routes and sockets are declared to be served; nowhere without a declaration. */
export function wantedPorts(config: FacesConfig, host: Skills): Wanted {
  const manifests = host.list().map(({ manifest }) => manifest);
  const web = [config.web, ...manifests.map((each) => each.web)];
  const sockets = [config.websocket, ...manifests.map((each) => each.websocket)];
  return { web: portsOf(defined(web)), sockets: portsOf(defined(sockets).filter(isListening)) };
}

/** The one server: `http`, else where the first section listens that has a port. */
export function mainServer({ http }: FacesConfig, { web, sockets }: Wanted): HttpConfig {
  const [port = 8080] = [...web, ...sockets].filter((each) => each !== undefined);
  return http ?? { addr: { host: "127.0.0.1", port }, allowed_origins: [] };
}

/** Everywhere that a configuration listens. */
export function listenAddresses(config: FacesConfig, host: Skills): ListenAddress[] {
  const wanted = wantedPorts(config, host);
  const { addr } = mainServer(config, wanted);
  const main = config.http || config.gateway ? [undefined] : [];
  const ports = [...main, ...wanted.web, ...wanted.sockets].map((port) => port ?? addr.port);
  return [...new Set(ports)].map((port) => ({ host: addr.host, port }));
}

function portsOf(sections: Sections): ServerPort[] {
  return [...new Set(sections.map(({ port }) => port))];
}

function isListening({ routes }: { routes: readonly { listen?: boolean }[] }): boolean {
  return routes.some(({ listen }) => listen === true);
}

function defined<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
