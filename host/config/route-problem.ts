/** Something wrong with a route or a socket of host.yaml or of a manifest. */
export interface RouteProblem {
  /** The skill whose manifest holds it; "" for host.yaml. */
  readonly skillId: string;
  readonly section: "web" | "websocket";
  /** Among the routes of the section, where a single `route` comes first. */
  readonly index: number;
  /** Which of its keys is wrong, such as `ref`; the whole route unless given. */
  readonly key?: string;
  readonly message: string;
  readonly hint?: string;
}
