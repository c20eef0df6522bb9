import { createMockHost } from "@luminarys/sdk-as/testing";
import { describe, expect, test } from "vitest";
import recipes from "../recipes/assembly?skill";
import shopping from "../shopping/assembly?skill";

const manifests = {
  recipes: new URL("../recipes/manifest.yaml", import.meta.url),
  shopping: new URL("../shopping/manifest.yaml", import.meta.url),
};

function createKitchen() {
  const host = createMockHost({ skill: { recipes, shopping }, manifest: manifests });
  const ask = (method: string, args = {}) => host.call(method, args, { skill: "recipes" });
  const shop = (method: string, args = {}, sessionId = "a") =>
    host.call(method, args, { skill: "shopping", sessionId });
  return { ask, shop };
}

const flour = (amount: number) => ({ name: "flour", amount, unit: "g" });

describe("recipes", () => {
  test("are found by a word of their name or of an ingredient, or all", () => {
    const { ask } = createKitchen();
    expect(ask("find", { word: "Milk" }).value).toEqual(["pancakes", "rice pudding"]);
    expect(ask("find", { word: "soup" }).value).toEqual(["tomato soup"]);
    expect(ask("find").value).toEqual(["pancakes", "tomato soup", "rice pudding"]);
  });

  test("say what they need for any number of people, rounded up to quarters", () => {
    const { ask } = createKitchen();
    const needed = ask("ingredients", { name: "Pancakes", people: 6 }).value;
    expect(needed).toEqual([
      { name: "flour", amount: 375, unit: "g" },
      { name: "milk", amount: 750, unit: "ml" },
      { name: "eggs", amount: 4.5, unit: "" },
    ]);
  });

  test.each([
    [
      { name: "pizza" },
      'Cannot find recipe "pizza": there are pancakes, tomato soup, rice pudding',
    ],
    [{ name: "pancakes", people: 0 }, "Cannot cook for 0 people: 1 to 100 are possible"],
  ])("that can't be cooked say why: %j", (args, error) => {
    const { ask } = createKitchen();
    expect(ask("ingredients", args).error).toBe(error);
    expect(ask("find", { word: "soup" }).value).toEqual(["tomato soup"]);
  });
});

describe("a shopping list", () => {
  test("holds what was put on it, more of the same as one line", () => {
    const { shop } = createKitchen();
    shop("add", { items: [flour(250), { name: "eggs", amount: 3 }] });
    shop("add", { items: [flour(100)] });
    expect(shop("list").value).toEqual([flour(350), { name: "eggs", amount: 3, unit: "" }]);
  });

  test("belongs to its conversation", () => {
    const { shop } = createKitchen();
    shop("add", { items: [flour(250)] });
    expect(shop("list", {}, "b").value).toEqual([]);
  });

  test("is empty once it was cleared", () => {
    const { shop } = createKitchen();
    shop("add", { items: [flour(250)] });
    shop("clear");
    expect(shop("list").value).toEqual([]);
  });

  test("takes all items or none", () => {
    const { shop } = createKitchen();
    const answer = shop("add", { items: [flour(250), { name: "eggs", amount: -1 }] });
    expect(answer.error).toBe('Cannot add "eggs": expected an amount of more than 0');
    expect(shop("list").value).toEqual([]);
  });

  test("takes names with anything in them", () => {
    const { shop } = createKitchen();
    shop("add", { items: [{ name: "a\tb\nc", amount: 1, unit: "\n" }] });
    expect(shop("list").value).toEqual([{ name: "a b c", amount: 1, unit: " " }]);
  });

  test("has an end", () => {
    const { shop } = createKitchen();
    const items = Array.from({ length: 201 }, (_, at) => ({ name: `item ${at}`, amount: 1 }));
    expect(shop("add", { items }).error).toBe("Cannot add 201 items: a list holds at most 200");
  });
});
