import assert from "node:assert/strict";
import { test } from "node:test";
import { createMockHost } from "@luminarys/sdk-as/testing";

const skill = new URL("../build/tcp.wasm", import.meta.url);
const manifest = new URL("../manifest.yaml", import.meta.url);
const address = "prices.example.com:7000";

test("asks for one price", () => {
  const host = createMockHost({ skill, manifest });
  host.tcp.on(address).accept((peer) => peer.expect("GET GOLD\nQUIT\n").send("4012.50\n").end());
  assert.equal(host.call("ask", { symbol: "GOLD" }).value, "4012.50");
});

test("says why the server can't be asked, and works on", () => {
  const host = createMockHost({ skill, manifest });
  const server = host.tcp.on(address).refuse().reply("4012.50\n");
  assert.match(host.call("ask", { symbol: "GOLD" }).error, /refused/);
  assert.equal(host.call("ask", { symbol: "GOLD" }).value, "4012.50");
  assert.deepEqual(server.unused(), []);
});

test("isn't led to a machine of your own by somebody's DNS", () => {
  const host = createMockHost({ skill, manifest });
  host.dns.set("prices.example.com", "10.0.0.5");
  host.tcp.on(address).reply("4012.50\n");
  assert.match(host.call("ask", { symbol: "GOLD" }).error, /10\.0\.0\.5/);
  assert.deepEqual(host.connections, []);
});

test("doesn't take the beginning of an answer for a price", () => {
  const host = createMockHost({ skill, manifest });
  host.tcp.on(address).accept((peer) => peer.send("40").wait(100).send("12.50\n").end());
  const { error } = host.call("ask", { symbol: "GOLD" });
  assert.equal(error, "Cannot ask for GOLD: the answer is no whole line. Hint: try again");
});

test("handles every failure of the host without a trap", () => {
  const host = createMockHost({ skill, manifest });
  const report = host.faults.campaign((each) => {
    each.tcp.on(address).reply("4012.50\n");
    each.call("ask", { symbol: "GOLD" });
  });
  report.demandNone();
});
