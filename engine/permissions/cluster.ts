import { type Decision, refuse } from "./decision.js";

/** Nothing in a manifest grants it: the host runs in a cluster or doesn't. */
export function decideCluster({ inCluster }: { readonly inCluster: boolean }): Decision {
  if (!inCluster) return refuse("this host isn't part of a cluster", "unavailable");
  return { allowed: true, reason: "the host is part of a cluster", lines: [] };
}
