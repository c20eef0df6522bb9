import { completeManifest, type ManifestInput } from "@luminarys/sdk-as/engine";
import {
  type ConfigProblem,
  createHost,
  createSessionIds,
  type Host,
  type HostNotice,
  listen,
  WebFace,
  type WebFaceOptions,
  type WebFailure,
} from "@luminarys/skill-host";
import { onTestFinished } from "vitest";
import { siteModule } from "./site-skill.js";

type Route = NonNullable<WebFaceOptions["routes"]>[number];

/** `"GET /notes/:id site.note"`, with more of the route behind it. */
export type RouteLine = string | readonly [string, Partial<Route>];

export interface SiteOptions extends Partial<Omit<WebFaceOptions, "host" | "routes">> {
  readonly routes?: readonly RouteLine[];
  /** Of the skill "site". */
  readonly manifest?: Partial<ManifestInput>;
}

export interface Site {
  readonly url: string;
  readonly port: number;
  readonly host: Host;
  readonly face: WebFace;
  readonly failures: WebFailure[];
  readonly problems: ConfigProblem[];
  readonly notices: HostNotice[];
  readonly sessions: ReturnType<typeof createSessionIds>;
  /** What the skills have logged. */
  logged(): string[];
  /** Resolves when the skills have logged a line; at once when they have already. */
  untilLogged(line: RegExp): Promise<void>;
  /** Adds the same skill under another id. */
  add(id: string, manifest?: Partial<ManifestInput>): Promise<void>;
}

/** The skill "site" behind routes, at a free port of this machine. */
export async function openSite({ routes = [], manifest = {}, ...options }: SiteOptions = {}) {
  const notices: HostNotice[] = [];
  const failures: WebFailure[] = [];
  const problems: ConfigProblem[] = [];
  const host = createHost({
    onNotice: (notice) => {
      notices.push(notice);
      for (const check of waiting) check();
    },
  });
  const waiting = new Set<() => void>();
  onTestFinished(() => host.stop({ graceMs: 0 }));
  const add = async (id: string, more: Partial<ManifestInput> = {}) => {
    const input = { id, path: "site.wasm", ...more };
    await host.add({ manifest: completeManifest(input), module: await siteModule() });
  };
  await add("site", manifest);
  const sessions = createSessionIds(Buffer.from("a secret for tests"));
  const face = new WebFace({
    host,
    routes: routes.map(toRoute),
    secure: false,
    sessions,
    onFailure: (failure) => void failures.push(failure),
    onProblems: (found) => void problems.push(...found),
    ...options,
  });
  const listener = await listen({
    http: { addr: { host: "127.0.0.1", port: 0 }, allowed_origins: [] },
    mounts: [{ path: undefined, fetch: (request, peer) => face.fetch(request, peer) }],
    onError: (error) => void failures.push({ ...nothing, message: String(error) }),
  });
  onTestFinished(async () => {
    face.close();
    await listener.close();
  });
  const { url, port } = listener;
  const logged = () => notices.flatMap((each) => (each.kind === "log" ? [each.message] : []));
  const untilLogged = (line: RegExp) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!logged().some((each) => line.test(each))) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  const site: Site = {
    ...{ url, port, host, face, failures, problems, notices, sessions },
    ...{ logged, untilLogged, add },
  };
  return site;
}

const nothing = { route: "", skillId: "", method: "", requestId: "", traceId: "" };

function toRoute(line: RouteLine): Route {
  const [text, more] = typeof line === "string" ? [line, {}] : line;
  const [method = "", path = "", ref] = text.split(" ");
  return { method, path, ...(ref !== undefined && { ref }), ...more };
}

/** Posts a value as JSON. */
export function postJson(url: string, value: unknown, init: RequestInit = {}): Promise<Response> {
  return fetch(url, {
    method: "POST",
    ...init,
    body: JSON.stringify(value),
    headers: { "content-type": "application/json", ...init.headers },
  });
}

/** A response's JSON, of which tests know what it holds. */
export async function jsonOf<T>(response: Response | Promise<Response>): Promise<T> {
  return (await (await response).json()) as T;
}
