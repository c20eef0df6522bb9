import type { MockHost } from "@luminarys/sdk-as/testing";

/** A use of every method that skills of this kind are there for. */
export function tour(host: MockHost): void {
  const recipes = { skill: "recipes" };
  const shopping = { skill: "shopping" };
  host.call("find", { word: "milk" }, recipes);
  host.call("ingredients", { name: "pancakes", people: 8 }, recipes);
  host.call("add", { items: [{ name: "flour", amount: 500, unit: "g" }] }, shopping);
  host.call("list", {}, shopping);
  host.call("clear", {}, shopping);
}
