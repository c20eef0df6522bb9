import type { MethodInfo, WebRoute } from "@luminarys/sdk-as/engine";
import type { RoutePattern } from "@luminarys/sdk-as/engine/cores";

/** A declared route with the method that it calls. */
export interface ServedRoute {
  readonly declared: WebRoute;
  readonly pattern: RoutePattern;
  readonly skillId: string;
  readonly method: MethodInfo;
}

/** `GET /notes/:id`, as it is declared. */
export function routeName({ declared }: ServedRoute): string {
  return `${declared.method} ${declared.path}`;
}
