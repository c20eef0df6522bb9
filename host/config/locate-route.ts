import { parseYaml, type YamlSource, type YamlValue } from "@luminarys/sdk-as/engine/yaml";
import type { ConfigProblem } from "./config-error.js";
import { readText } from "./read-skill-file.js";
import type { RouteProblem } from "./route-problem.js";
import { shownPath } from "./shown-path.js";

/** Where routes were read from. */
export interface RouteFiles {
  /** host.yaml; undefined when there is none. */
  readonly host: string | undefined;
  /** A skill's manifest; undefined for one that was made by a program. */
  readonly manifestOf: (skillId: string) => string | undefined;
  /** Where shown paths begin. */
  readonly cwd: string;
}

/** The same with file, line and column, as far as they can be found. */
export function locateRoute(problem: RouteProblem, files: RouteFiles): ConfigProblem {
  const { skillId, section, index, message, hint } = problem;
  const said = { message, ...(hint !== undefined && { hint }) };
  const file = skillId === "" ? files.host : files.manifestOf(skillId);
  const place = `${section} route ${index + 1}`;
  if (file === undefined) {
    const owner = skillId === "" ? "host.yaml" : `manifest of "${skillId}"`;
    return { file: `${owner}, ${place}`, ...said };
  }
  const text = readText(file);
  const shown = shownPath(file, files.cwd);
  if ("reason" in text) return { file: `${shown}, ${place}`, ...said };
  const source = parseYaml(text.value);
  const value = routeAt(source, problem);
  if (!value) return { file: `${shown}, ${place}`, ...said };
  value.report(message, hint);
  const [found] = source.problems();
  return { file: shown, ...said, ...found };
}

/** Undefined when the file has changed so that there is no such route any more. */
function routeAt(source: YamlSource, { section, index, key }: RouteProblem): YamlValue | undefined {
  if (source.problems().length > 0) return undefined;
  const found = valueAt(source.root, section);
  const single = valueAt(found, "route");
  const routes = valueAt(found, "routes")?.items() ?? [];
  const route = [...(single ? [single] : []), ...routes][index];
  return (key === undefined ? undefined : valueAt(route, key)) ?? route;
}

function valueAt(map: YamlValue | undefined, key: string): YamlValue | undefined {
  const value = map?.entries()?.find((entry) => entry.key === key)?.value;
  return value?.isNull ? undefined : value;
}
