import { signatureOf } from "@luminarys/sdk-as/engine/cores";
import type { ConfigProblem } from "../config/config-error.js";
import { locateRoute, type RouteFiles } from "../config/locate-route.js";
import { readSocketRoutes } from "../faces/sockets/read-socket-routes.js";
import { readRoutes } from "../faces/web/read-routes.js";
import { routeName, type ServedRoute } from "../faces/web/served-route.js";
import type { DescribedSkill } from "../host.js";
import type { FacesConfig } from "./faces-config.js";

/** What serving routes and sockets would come to. */
export interface RouteFindings {
  /** Why they can't be served. */
  readonly problems: readonly ConfigProblem[];
  /** What can be served and yet can't be what was meant: a line each. */
  readonly warnings: readonly string[];
}

/** Looks at the routes and sockets of a configuration and of skills, without serving any. */
export function checkRoutes(
  { web, websocket }: Pick<FacesConfig, "web" | "websocket">,
  { skills, files }: { skills: readonly DescribedSkill[]; files: RouteFiles },
): RouteFindings {
  const read = readRoutes({ routes: web?.routes ?? [], skills });
  const sockets = readSocketRoutes({ config: websocket, skills });
  const problems = [...("problems" in read ? read.problems : []), ...sockets.problems];
  return {
    problems: problems.map((problem) => locateRoute(problem, files)),
    warnings: "routes" in read ? read.routes.flatMap(strayParams) : [],
  };
}

/** A method that takes its own parameters finds one of the path by its name alone. */
function strayParams(route: ServedRoute): string[] {
  const { declared, pattern, method } = route;
  if (declared.bind !== "params") return [];
  const given = pattern.segments.flatMap((each) => ("name" in each ? [each.name] : []));
  const stray = given.filter((name) => !method.params.some((param) => param.name === name));
  const missing = method.params.filter(({ name, required }) => required && !given.includes(name));
  const [{ name: wanted } = { name: undefined }] = missing;
  return stray.map((name) => {
    const what = `route ${routeName(route)} gives "${name}", which ${signatureOf(method)} doesn't take`;
    if (wanted === undefined) return `${what}: nothing reads it`;
    return `${what}: requests without "${wanted}" are refused`;
  });
}
