import { createMockHost, type MockHostOptions } from "@luminarys/sdk-as/testing";
import { describe, expect, test } from "vitest";
import orders from "../orders/assembly?skill";
import stock from "../stock/assembly?skill";
import type { OrdersClient } from "./orders-client.js";
import type { StockClient } from "./stock-client.js";
import { tour } from "./tour.js";

const manifests = {
  orders: new URL("../orders/manifest.yaml", import.meta.url),
  stock: new URL("../stock/manifest.yaml", import.meta.url),
};
const MINUTE_MS = 60_000;

/** Both skills on one host, each behind its manifest. */
function createShop(manifest: MockHostOptions["manifest"] = manifests) {
  const host = createMockHost({ skill: { orders, stock }, manifest });
  return {
    host,
    orders: host.client<OrdersClient>({ skill: "orders" }),
    stock: host.client<StockClient>({ skill: "stock" }),
  };
}

const tea = (count: number) => ({ item: "tea", count });
const cups = (count: number) => ({ item: "cups", count });

describe("an order (batch)", () => {
  test("reserves all of its lines", () => {
    const { orders, stock } = createShop();
    stock.receive(tea(5));
    stock.receive(cups(1));
    const number = orders.place({ lines: [tea(2), cups(1)] });
    expect(orders.status({ number })).toMatchObject({ status: "reserved", problems: [] });
    expect(stock.levels()).toEqual({ tea: 3, cups: 0 });
  });

  test("waits when a line is missing, and gives the others back", () => {
    const { orders, stock } = createShop();
    stock.receive(tea(5));
    const number = orders.place({ lines: [tea(2), cups(1)] });
    expect(orders.status({ number })).toMatchObject({
      status: "waiting",
      problems: ["Cannot reserve 1 of cups: there are 0"],
    });
    expect(stock.levels()).toEqual({ tea: 5 });
  });

  test("never takes what another one has", () => {
    const { orders, stock } = createShop();
    stock.receive(tea(3));
    const numbers = [orders.place({ lines: [tea(2)] }), orders.place({ lines: [tea(2)] })];
    const status = numbers.map((number) => orders.status({ number }).status);
    expect(status).toEqual(["reserved", "waiting"]);
  });

  test("of nothing is refused", () => {
    const { host } = createShop();
    expect(host.call("place", { lines: [] }, { skill: "orders" }).error).toBe(
      "Cannot place an order of 0 lines: 1 to 100 are possible",
    );
  });
});

describe("an order that waits (publish and subscribe)", () => {
  test("is reserved once what it misses has come in", () => {
    const { orders, stock } = createShop();
    const number = orders.place({ lines: [tea(2)] });
    stock.receive(tea(1));
    expect(orders.status({ number }).status).toBe("waiting");
    stock.receive(tea(1));
    expect(orders.status({ number }).status).toBe("reserved");
  });

  test("believes the stock alone", () => {
    const { host, orders } = createShop();
    const number = orders.place({ lines: [tea(2)] });
    const forged = { source: "stranger", payload: { item: "tea", level: 9 } };
    host.call("on_received", forged, { skill: "orders", callerId: "orders" });
    expect(orders.status({ number }).status).toBe("waiting");
    expect(host).toHaveLogged('Ignored news of the stock from "stranger"', "warn");
  });
});

describe("an order that isn't paid (schedule)", () => {
  test("is given back after a quarter of an hour", () => {
    const { host, orders, stock } = createShop();
    stock.receive(tea(2));
    const number = orders.place({ lines: [tea(2)] });
    host.clock.advance(15 * MINUTE_MS - 1); // virtual time: nothing waits
    expect(stock.levels()).toEqual({ tea: 0 });
    host.clock.advance(1);
    expect(stock.levels()).toEqual({ tea: 2 });
    expect(host.call("pay", { number }, { skill: "orders" }).error).toBe(
      "Cannot pay order 1: it is expired, expected reserved",
    );
  });

  test("stays when it is paid in time", () => {
    const { host, orders, stock } = createShop();
    stock.receive(tea(2));
    const number = orders.place({ lines: [tea(2)] });
    orders.pay({ number });
    host.runUntilIdle();
    expect(stock.levels()).toEqual({ tea: 0 });
  });
});

describe("the stock", () => {
  test("asks the orders what is missing (call with a callback)", () => {
    const { orders, stock } = createShop();
    stock.receive(tea(1));
    stock.receive(cups(9));
    orders.place({ lines: [tea(3), cups(1)] });
    stock.review();
    expect(stock.toReorder()).toEqual({ tea: 2 });
  });

  test("takes up its levels after a restart (stored values)", () => {
    const { host, stock } = createShop();
    stock.receive(tea(4));
    expect(host.kv.get("stock.levels")).toEqual({ tea: 4 });
    const later = createShop();
    later.host.kv.set("stock.levels", host.kv.get("stock.levels"));
    later.stock.load();
    expect(later.stock.levels()).toEqual({ tea: 4 });
  });

  test("begins empty when nothing was stored", () => {
    const { host, stock } = createShop();
    stock.load();
    expect(stock.levels()).toEqual({});
    expect(host.notices).toEqual([]);
  });
});

describe("when the other skill", () => {
  test("is gone, an order waits and says why, and calls go on", () => {
    const { host, orders } = createShop();
    host.remove("stock");
    const number = orders.place({ lines: [tea(1)] });
    expect(orders.status({ number })).toMatchObject({
      status: "waiting",
      problems: ['Cannot invoke "stock/reserve": no such skill'],
    });
    expect(host.crashes).toEqual([]);
  });

  test("doesn't allow the call, the denial says what to grant", () => {
    const closed = { invoke_policy: { can_invoke: ["orders"], can_be_invoked_by: [] } };
    const { orders } = createShop({ ...manifests, stock: closed });
    const number = orders.place({ lines: [tea(1)] });
    expect(orders.status({ number }).problems).toEqual([
      'Cannot invoke "stock/reserve": "stock" may not be invoked by "orders". ' +
        'Hint: add "orders" to invoke_policy.can_be_invoked_by of "stock"',
    ]);
  });

  test("can't answer, the review logs it", () => {
    const { host, stock } = createShop();
    stock.receive(tea(1));
    host.remove("orders");
    stock.review();
    expect(stock.toReorder()).toEqual({});
    expect(host).toHaveLogged('Cannot review tea: Cannot invoke "orders/demand": no such skill');
  });
});

test("nothing of a tour fails unseen", () => {
  const { host } = createShop();
  tour(host);
  expect([host.notices, host.crashes, host.unused()]).toEqual([[], [], []]);
});
