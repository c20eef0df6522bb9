import type { MockHost } from "@luminarys/sdk-as/testing";

/** A use of every method that skills of this kind are there for. */
export function tour(host: MockHost): void {
  const orders = { skill: "orders" };
  const stock = { skill: "stock" };
  host.call("load", {}, stock);
  host.call("receive", { item: "tea", count: 2 }, stock);
  host.call("place", { lines: [{ item: "tea", count: 2 }] }, orders);
  host.call("place", { lines: [{ item: "tea", count: 5 }] }, orders);
  host.call("pay", { number: 1 }, orders);
  host.call("review", {}, stock);
  host.call("to_reorder", {}, stock);
  host.call("levels", {}, stock);
  host.call("status", { number: 2 }, orders);
  host.runUntilIdle();
}
