import type { WebRoute } from "@luminarys/sdk-as/engine";
import { parseRoutePattern, type RoutePattern, resolveRef } from "@luminarys/sdk-as/engine/cores";
import type { RouteProblem } from "../../config/route-problem.js";
import type { DescribedSkill } from "../../host.js";
import type { ServedRoute } from "./served-route.js";

export interface RouteSources {
  /** Of host.yaml. */
  readonly routes: readonly WebRoute[];
  /** All of the host, whose manifests may have routes. */
  readonly skills: readonly DescribedSkill[];
}

/** Where a route is declared. */
interface Declaration {
  readonly declared: WebRoute;
  readonly skillId: string;
  readonly index: number;
}

/** Routes that can be served, or all that is wrong with them. */
export type RouteReading =
  | { readonly routes: readonly ServedRoute[] }
  | { readonly problems: readonly RouteProblem[] };

/** The union of host.yaml's routes, which come first, and those of manifests. */
export function readRoutes({ routes, skills }: RouteSources): RouteReading {
  const all = [
    ...declarations(routes, ""),
    ...skills.flatMap(({ id, manifest }) => declarations(manifest.web?.routes ?? [], id)),
  ];
  const taken = new Map<string, Declaration>();
  const read = all.map((each) => readRoute(each, { skills, taken }));
  const problems = read.flatMap((each) => ("message" in each ? [each] : []));
  if (problems.length > 0) return { problems };
  return { routes: read.filter((each): each is ServedRoute => "pattern" in each) };
}

function declarations(routes: readonly WebRoute[], skillId: string): Declaration[] {
  return routes.map((declared, index) => ({ declared, skillId, index }));
}

function readRoute(
  declaration: Declaration,
  { skills, taken }: Pick<RouteSources, "skills"> & { taken: Map<string, Declaration> },
): ServedRoute | RouteProblem {
  const { declared, skillId: owner, index } = declaration;
  const place = { skillId: owner, section: "web" as const, index };
  const pattern = parse(declared.path);
  if (typeof pattern === "string") return { ...place, key: "path", message: pattern };
  const identity = `${declared.method} /${pattern.shape}`;
  const other = taken.get(identity);
  if (other) return { ...place, key: "path", ...duplicate(declaration, other) };
  taken.set(identity, declaration);
  const target = resolveRef(declared.ref, { owner, skills });
  return "message" in target
    ? { ...place, key: "ref", ...target }
    : { declared, pattern, ...target };
}

function parse(path: string): RoutePattern | string {
  try {
    return parseRoutePattern(path);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message;
  }
}

function duplicate({ declared }: Declaration, other: Declaration) {
  const place = other.skillId === "" ? "host.yaml" : `the manifest of "${other.skillId}"`;
  const name = `${declared.method} ${declared.path}`;
  const { method, path } = other.declared;
  return { message: `Cannot declare ${name}: ${place} has ${method} ${path} already` };
}
