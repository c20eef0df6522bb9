import assert from "node:assert/strict";
import { test } from "node:test";
import { createMockHost } from "@luminarys/sdk-as/testing";

const skill = new URL("../build/tcp.wasm", import.meta.url);
const manifest = new URL("../manifest.yaml", import.meta.url);
const address = "prices.example.com:7000";

test("follows prices, however the server cuts its lines", () => {
  const host = createMockHost({ skill, manifest });
  host.tcp.on(address).accept((peer) =>
    peer.expect("FOLLOW GOLD,TIN\n").send("GOLD 4012.50\nTIN 36.10\nGOLD 4013.00\n", {
      chunkBytes: 7,
      everyMs: 10,
    }),
  );
  host.call("follow", { symbols: ["GOLD", "TIN"] });
  host.runUntilIdle();
  assert.deepEqual(host.call("latest").value, { GOLD: "4013.00", TIN: "36.10" });
});

test("connects again when the server hangs up", () => {
  const host = createMockHost({ skill, manifest });
  host.tcp
    .on(address)
    .accept((peer) => peer.send("GOLD 4012.50\n").end())
    .accept((peer) => peer.expect("FOLLOW GOLD\n").send("GOLD 4020.00\n"));
  host.call("follow", { symbols: ["GOLD"] });
  host.clock.advance(999); // the first try comes after a second
  assert.deepEqual(host.call("latest").value, { GOLD: "4012.50" });
  host.clock.advance(1);
  host.runUntilIdle();
  assert.deepEqual(host.call("latest").value, { GOLD: "4020.00" });
  assert.deepEqual(
    host.connections.map(({ isOpen }) => isOpen),
    [false, true],
  );
});

test("waits twice as long after each attempt that fails", () => {
  const host = createMockHost({ skill, manifest });
  host.tcp
    .on(address)
    .accept((peer) => peer.reset())
    .refuse()
    .times(2)
    .accept();
  host.call("follow", { symbols: ["GOLD"] });
  host.clock.advance(0);
  const start = host.clock.now();
  host.runUntilIdle();
  const tries = host.events.filter(({ method }) => method === "reconnect");
  assert.deepEqual(
    tries.map(({ atMs }) => atMs - start),
    [1_000, 3_000, 7_000],
  );
  assert.equal(host.connections.at(-1).isOpen, true);
});

test("stays away once nothing is followed", () => {
  const host = createMockHost({ skill, manifest });
  host.tcp.on(address).accept();
  host.call("follow", { symbols: ["GOLD"] });
  host.connections[0].reset();
  host.call("unfollow");
  host.runUntilIdle();
  assert.equal(host.connections.length, 1);
});

test("handles every failure of the host without a trap or a leaked connection", () => {
  const host = createMockHost({ skill, manifest });
  const report = host.faults.campaign((each) => {
    each.tcp.on(address).accept();
    each.call("follow", { symbols: ["GOLD"] });
    each.call("unfollow");
  });
  report.demandNone();
});
